/** REST is snake_case, everything inside camelCase: the keys of one flat record go over, its values stay. */
export function snakeKeys<T extends object>(record: T): { [Key in keyof T as Snake<Key & string>]: T[Key] } {
  return renamed(record, (key) => key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)) as never;
}

export function camelKeys<T extends object>(record: T): { [Key in keyof T as Camel<Key & string>]: T[Key] } {
  return renamed(record, (key) => key.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())) as never;
}

type Snake<Text extends string> = Text extends `${infer First}${infer Rest}`
  ? `${First extends Lowercase<First> ? First : `_${Lowercase<First>}`}${Snake<Rest>}`
  : Text;

type Camel<Text extends string> = Text extends `${infer First}_${infer Rest}` ? `${First}${Capitalize<Camel<Rest>>}` : Text;

function renamed(record: object, rename: (key: string) => string): object {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [rename(key), value]));
}
