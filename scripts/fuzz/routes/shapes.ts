/** Values that fit a schema, and values at its edges. What the schema does not say of a text its name does. */
import fc from "fast-check";
import { z } from "zod";
import { writeCursor } from "../../../server/http/read-query.ts";
import { json, text } from "../texts.ts";
import { livingId, mayBeId } from "./living.ts";

type Shape = z.core.JSONSchema.BaseSchema;

/** What a body or query was held against: any of these. */
export const valuesFor = (schemas: z.ZodType[]): fc.Arbitrary<unknown> =>
  fc.oneof(...schemas.map((schema) => valuesOf(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }))));

const addresses = ["ola@orchard.test", "cy@orchard.test", "mo@meadow.test", "new@orchard.test", "OLA@ｏrchard.test"];
const byName: Record<string, fc.Arbitrary<string>> = {
  email: fc.oneof(
    fc.constantFrom(...addresses, "ada@desk.test", "cleo@desk.test"),
    fc.nat(99).map((n) => `fuzz${n}@fresh.test`),
    text(254),
  ),
  address: fc.constantFrom("help@acme.test", "Help@Acme.test"),
  locale: fc.constantFrom("en", "de-AT", "ar", "zh-Hant-TW", "x", "en-u-ca-buddhist"),
  color: fc.constantFrom("#0b6e4f", "#FFFFFF", "#12345"),
  origins: fc.constantFrom("https://shop.test", "http://localhost:3000", "https://shop.test/"),
  password: fc.constantFrom("tea before the first ticket", "another long password", "short"),
  value: fc.oneof(fc.constantFrom(...addresses, "192.0.2.7", "192.0.2.0/24", "2001:db8::/56"), text(100)),
  columns: fc.constantFrom('{"name":0,"email":1}', '{"email":0,"externalId":1,"locale":1000}', "{}"),
  cursor: fc
    .tuple(fc.oneof(fc.nat(), fc.string()), fc.constantFrom("Hello", "0".repeat(32)))
    .map((position) => writeCursor(position)),
  q: fc.oneof(fc.constantFrom("xylophone", "Hello", "mia"), text(200)),
};

function valuesOf(shape: Shape | boolean, name = ""): fc.Arbitrary<unknown> {
  if (typeof shape === "boolean") return json;
  const some = shape.anyOf ?? shape.oneOf;
  if (some) return fc.oneof(...some.map((one) => valuesOf(one, name)));
  if (shape.const !== undefined) return fc.constant(shape.const);
  if (shape.enum) return fc.constantFrom(...shape.enum);
  // Typed as one word, and a list where null may stand, too.
  const types: unknown = shape.type;
  if (Array.isArray(types)) return fc.oneof(...types.map((type) => valuesOf({ ...shape, type }, name)));
  switch (shape.type) {
    case "object":
      return object(shape);
    case "array": {
      const { minItems: minLength = 0, maxItems = 12 } = shape;
      const item = valuesOf((shape.items as Shape | undefined) ?? {}, name);
      // At the edge now and then, and one beyond it.
      const few = fc.array(item, { minLength, maxLength: Math.max(minLength, 4) });
      return fc.oneof(
        { weight: 5, arbitrary: few },
        { weight: 1, arbitrary: fc.array(item, { minLength: maxItems, maxLength: maxItems + 1 }) },
      );
    }
    case "string":
      return string(shape, name);
    case "integer":
    case "number": {
      const { minimum = -(2 ** 53), maximum = 2 ** 53 } = shape;
      return fc.oneof(fc.integer({ min: minimum, max: maximum }), fc.constantFrom(minimum, maximum, 0, 0.5, 1e300));
    }
    case "boolean":
      return fc.boolean();
    case "null":
      return fc.constant(null);
    default:
      return json;
  }
}

function object({ properties = {}, required = [] }: Shape): fc.Arbitrary<unknown> {
  const fields = Object.entries(properties).map(([name, shape]) => [name, valuesOf(shape, name)] as const);
  return fc.record(Object.fromEntries(fields), { requiredKeys: required });
}

function string({ maxLength = 400 }: Shape, name: string): fc.Arbitrary<string> {
  const known = byName[name];
  if (known) return fc.oneof({ weight: 9, arbitrary: known }, { weight: 1, arbitrary: text(maxLength) });
  if (mayBeId(name))
    return fc.oneof({ weight: 9, arbitrary: livingId(name) }, { weight: 1, arbitrary: text(maxLength) });
  const words = fc.constantFrom("Hello", "General", "Question");
  return fc.oneof(
    { weight: 6, arbitrary: words },
    { weight: 3, arbitrary: text(maxLength) },
    { weight: 1, arbitrary: text(maxLength + 1) },
  );
}
