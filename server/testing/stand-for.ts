/**
 * Lets one object stand for another: from here on it reads and writes the other's members. So a suite has one name for
 * what is opened anew for each of its tests.
 */
export function standFor<Thing extends object>(held: Thing, thing: Thing): Thing {
  for (const name of Object.keys(thing) as (keyof Thing)[]) {
    const get = (): Thing[typeof name] => thing[name];
    const set = (value: Thing[typeof name]): void => void (thing[name] = value);
    Object.defineProperty(held, name, { get, set, enumerable: true, configurable: true });
  }
  return held;
}
