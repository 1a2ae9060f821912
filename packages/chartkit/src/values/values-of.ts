import type { TArray, TBoolean, TInteger, TNumber, TObject, TOptional, TProperties, TString, TUnsafe } from 'typebox';

/**
 * The TypeScript type of the values that a schema describes.
 *
 * TypeBox's `Static` gives the same for the kinds that `schema.ts` makes. But it tries thirty kinds, and to relate two of
 * its results the compiler compares all of them: most of the time of a type-check of every package.
 */
export type ValuesOf<Schema> =
  Schema extends TUnsafe<infer Value>
    ? Value
    : Schema extends TString
      ? string
      : Schema extends TInteger | TNumber
        ? number
        : Schema extends TBoolean
          ? boolean
          : Schema extends TArray<infer Item>
            ? ValuesOf<Item>[]
            : Schema extends TObject<infer Properties>
              ? ObjectValues<Properties>
              : unknown;

type ObjectValues<Properties extends TProperties> = Flat<
  { [Key in Exclude<keyof Properties, OptionalKey<Properties>>]: ValuesOf<Properties[Key]> } & {
    [Key in OptionalKey<Properties>]?: ValuesOf<Properties[Key]>;
  }
>;

type OptionalKey<Properties extends TProperties> = {
  [Key in keyof Properties]: Properties[Key] extends TOptional ? Key : never;
}[keyof Properties];

/** One object type instead of an intersection, so that editors show its keys. */
type Flat<T> = { [Key in keyof T]: T[Key] };
