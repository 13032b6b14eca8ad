/** How much a tree may hold, so that drawing and sending it costs no more than its text is worth. */
import type { Inline } from "../contract/content.ts";
import type { Meter } from "./meter.ts";

/** Of one message; nobody looks for more than that. Two are for what is left, which is shown as it was typed. */
export const maxNodes = 500;
const maxParsedNodes = maxNodes - 2;
/** Bytes of JSON: an address stands in the tree twice. */
const maxAddressBytes = 15_000;

interface Cost {
  nodes: number;
  addresses: number;
}

export class Budget {
  #left: Cost = { nodes: maxParsedNodes, addresses: maxAddressBytes };
  /** Something did not fit: what comes after it must not stand before it. */
  isSpent = false;

  takeBlock(): boolean {
    return this.#take({ nodes: 1, addresses: 0 });
  }

  takeAll(nodes: readonly Inline[], meter: Meter, more = 0): boolean {
    const { nodes: count, addresses } = costOf(nodes, meter);
    return this.#take({ nodes: count + more, addresses });
  }

  /** The list of an item is a node too. */
  takeItem(nodes: readonly Inline[], meter: Meter): boolean {
    return this.takeAll(nodes, meter, 1);
  }

  /** As many of them as fit. */
  takeFirst(nodes: readonly Inline[], meter: Meter): Inline[] {
    const taken: Inline[] = [];
    for (const node of nodes) {
      if (!this.takeAll([node], meter)) break;
      taken.push(node);
    }
    return taken;
  }

  #take({ nodes, addresses }: Cost): boolean {
    const left = { nodes: this.#left.nodes - nodes, addresses: this.#left.addresses - addresses };
    if (this.isSpent || left.nodes < 0 || left.addresses < 0) {
      this.isSpent = true;
      return false;
    }
    this.#left = left;
    return true;
  }
}

function costOf(nodes: readonly Inline[], meter: Meter): Cost {
  const cost: Cost = { nodes: nodes.length, addresses: 0 };
  meter.steps += nodes.length;
  for (const node of nodes) {
    if (node.type === "link") cost.addresses += Buffer.byteLength(JSON.stringify(node.href));
    if (!("children" in node)) continue;
    const inner = costOf(node.children, meter);
    cost.nodes += inner.nodes;
    cost.addresses += inner.addresses;
  }
  return cost;
}
