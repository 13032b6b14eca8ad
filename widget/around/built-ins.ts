/** What the widget calls of the language, asked for what it should answer. Written without any of it. */
type Question = [name: string, ask: () => unknown, answer: string];

const isOdd = (one: number): boolean => one === 1;
const questions: Question[] = [
  ["Array.prototype.map", () => [1].map((one) => one + 1)[0], "2"],
  ["Array.prototype.filter", () => [2, 1].filter(isOdd)[0], "1"],
  ["Array.prototype.find", () => [2, 1].find(isOdd), "1"],
  ["Array.prototype.some", () => [2, 1].some(isOdd), "true"],
  ["Array.prototype.every", () => [2, 1].every(isOdd), "false"],
  ["Array.prototype.flatMap", () => [1].flatMap((one) => [0, one])[1], "1"],
  ["Array.prototype.slice", () => [2, 1].slice(1)[0], "1"],
  ["Array.prototype.splice", () => [2, 1].splice(1)[0], "1"],
  ["Array.prototype.concat", () => [2].concat([1])[1], "1"],
  ["Array.prototype.includes", () => [2, 1].includes(1), "true"],
  ["Array.prototype.indexOf", () => [2, 1].indexOf(1), "1"],
  ["Array.prototype.push", () => [2].push(1), "2"],
  ["Array.prototype.at", () => [2, 1].at(-1), "1"],
  ["Array.prototype.forEach", () => [1].forEach(isOdd), "undefined"],
  ["Array.prototype.join", () => [2, 1].join("-"), "2-1"],
  ["Object.assign", () => Object.assign({ a: 2 }, { a: 1 }).a, "1"],
  ["Object.keys", () => Object.keys({ a: 1 })[0], "a"],
  ["JSON.parse", () => JSON.parse('{"a":1}').a, "1"],
  ["JSON.stringify", () => JSON.stringify({ a: 1 }), '{"a":1}'],
  ["String.prototype.replace", () => "ab".replace("a", "c"), "cb"],
  ["String.prototype.split", () => "a/b".split("/")[1], "b"],
];

/** @returns the names of those that answer something else, or nothing at all */
export function brokenBuiltIns(): string {
  let names = "";
  for (let at = 0; at < questions.length; at++) {
    const [name, ask, answer] = questions[at]!;
    let given = "";
    try {
      given = `${ask()}`;
    } catch {
      // What throws is broken too.
    }
    if (given !== answer) names += names ? `, ${name}` : name;
  }
  return names;
}
