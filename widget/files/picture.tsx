/** A picture, drawn on a canvas, since many pages' policies refuse images of other origins and of none. */
import { Component } from "preact";

/** One picture at a time, since each may take as much memory as it has pixels. */
let line: Promise<unknown> = Promise.resolve();
const widest = 640;

export class Picture extends Component<{ read: () => Promise<Blob> }> {
  override shouldComponentUpdate(): boolean {
    // Its address changes with every reading of the ticket; the picture does not.
    return false;
  }

  draw = async (canvas: HTMLCanvasElement | null): Promise<void> => {
    if (!canvas) return;
    try {
      const bitmap = await createImageBitmap(await this.props.read());
      const scale = Math.min(1, widest / bitmap.width);
      canvas.width = bitmap.width * scale;
      canvas.height = bitmap.height * scale;
      canvas.getContext("2d")!.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
      // Not whenever it is collected.
      bitmap.close();
    } catch {
      // Its name and the link are there.
    }
  };

  render() {
    return <canvas ref={(canvas) => void (line = line.then(() => this.draw(canvas)))} aria-hidden="true" />;
  }
}
