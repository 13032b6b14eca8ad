/**
 * What the widget calls on its lists, so far as drawing and sending cannot do without it, taken when its main chunk
 * begins: whatever a page puts in its place afterwards, this stays. The build makes `map(list, draw)` of `list.map(draw)`
 * for every name here (`scripts/rollup/own-copies.ts`). Nothing but an array may have a method of such a name.
 */
const { call } = Function.prototype;
const take = (method: (...given: never[]) => unknown) => call.bind(method as never) as (...given: unknown[]) => unknown;

const list: unknown[] = [];
export const map = take(list.map);
export const filter = take(list.filter);
export const find = take(list.find);
export const some = take(list.some);
export const join = take(list.join);

// Broken from the start, they would fail somewhere in the middle of drawing, in the page's own name. So nothing begins;
// `around/built-ins.ts` says in the console what is broken.
if (!some([join(map(filter([find([1], String)], String), String))], Number)) throw new Error("Lists");
