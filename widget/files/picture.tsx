/** A picture, drawn on a canvas, since many pages' policies refuse images of other origins and of none. */
import { Component } from "preact";

/** One picture at a time, since each may take as much memory as it has pixels. */
let line: Promise<unknown> = Promise.resolve();
/** Milliseconds that the next one waits for it: of one that never comes, no other may hang for good. */
const longest = 5000;
const widest = 640;

export class Picture extends Component<{ read: () => Promise<Blob> }> {
  override shouldComponentUpdate(): boolean {
    // Its address changes with every reading of the ticket; the picture does not.
    return false;
  }

  draw = async (canvas: HTMLCanvasElement | null): Promise<void> => {
    // A thread that was left, and the thanks before it, have pictures that nobody sees any more.
    if (!canvas?.isConnected) return;
    try {
      await drawOn(canvas, await this.props.read(), ({ width }) => widest / width);
    } catch {
      // Its name and the link are there.
    }
  };

  #lineUp = (canvas: HTMLCanvasElement | null): void => {
    line = line.then(() => Promise.race([this.draw(canvas), new Promise((end) => setTimeout(end, longest))]));
  };

  render() {
    return <canvas ref={this.#lineUp} aria-hidden="true" />;
  }
}

/** @param fit how many times its size there is room for; it is never drawn larger than it is */
export async function drawOn(
  canvas: HTMLCanvasElement,
  blob: Blob,
  fit: (picture: ImageBitmap) => number,
): Promise<void> {
  const bitmap = await createImageBitmap(blob);
  const scale = Math.min(1, fit(bitmap));
  canvas.width = bitmap.width * scale;
  canvas.height = bitmap.height * scale;
  canvas.getContext("2d")!.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  // Not whenever it is collected.
  bitmap.close();
}
