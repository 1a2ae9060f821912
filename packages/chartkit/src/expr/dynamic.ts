import type { k8s } from 'cdk8s-plus-28';

import type { Expr, Spread } from './expr.js';

/** A value of type `T` in which any leaf or branch may be an expression. */
export type Dynamic<T> = Expr<T> | DynamicLiteral<T>;

/** An item of a list: one value, nothing, or (as an expression) several. */
export type DynamicItem<T> = DynamicLiteral<T> | Expr<T | T[] | undefined>;

type DynamicLiteral<T> = T extends string | number | boolean | undefined
  ? T
  : IsUnion<T> extends true
    ? string | number | Expr<string | number>
    : T extends Date
      ? string
      : T extends readonly (infer Item)[]
        ? readonly DynamicItem<Item>[]
        : T extends object
          ? DynamicFields<T> & (string extends keyof T ? Spread<NoInfer<T>> : unknown)
          : T;

type DynamicFields<T> = { readonly [Key in keyof T as FieldName<Key>]: Dynamic<T[Key]> | Expr<T[Key] | undefined> };

/**
 * What a function returns for a `T`, with its own type `Body`. TypeScript looks for misspelt fields in literals that are
 * given directly, not in those that a function returns; here such fields are of the type `never`.
 */
export type Returned<T, Body> = NoInfer<Dynamic<T>> & Body & Exact<NoInfer<T>, Body>;

type Exact<T, Body> = unknown extends T
  ? Body
  : Body extends Expr<unknown> | string | number | boolean | undefined
    ? Body
    : Body extends readonly (infer BodyItem)[]
      ? T extends readonly (infer Item)[]
        ? readonly Exact<Item, BodyItem>[]
        : Body
      : { readonly [Key in keyof Body]: ExactField<T, Key, Body[Key]> };

type ExactField<T, Key, Field> = Key extends keyof T
  ? Exact<NonNullable<T[Key]>, Field>
  : Key extends symbol | keyof DynamicFields<T>
    ? Field
    : never;

/** Fields that cdk8s-plus spells in its own way; its generated classes translate them, we write what Kubernetes reads. */
interface KubernetesSpelling {
  readonly clientIp: 'clientIP';
  readonly clusterIp: 'clusterIP';
  readonly downwardApi: 'downwardAPI';
  readonly externalId: 'externalID';
  readonly hostIp: 'hostIP';
  readonly hostIpc: 'hostIPC';
  readonly hostPid: 'hostPID';
  readonly loadBalancerIp: 'loadBalancerIP';
  readonly nonResourceUrLs: 'nonResourceURLs';
  readonly setHostnameAsFqdn: 'setHostnameAsFQDN';
  readonly targetCpuUtilizationPercentage: 'targetCPUUtilizationPercentage';
  readonly volumeId: 'volumeID';
}

type FieldName<Key> = Key extends keyof KubernetesSpelling ? KubernetesSpelling[Key] : Key;

// cdk8s-plus types "a number or a string" as the classes Quantity and IntOrString, which are alike in structure. Both
// directions are compared, because any structure with a `value` is assignable to them.
type IsUnion<T> = [k8s.IntOrString] extends [T] ? ([T] extends [k8s.IntOrString] ? true : false) : false;

/** A value of type `T` without expressions, as it stands in values: a quantity is a text or a number. */
export type Plain<T> = T extends string | number | boolean | undefined
  ? T
  : IsUnion<T> extends true
    ? string | number
    : T extends readonly (infer Item)[]
      ? readonly Plain<Item>[]
      : T extends object
        ? { readonly [Key in keyof T as FieldName<Key>]: Plain<T[Key]> }
        : T;
