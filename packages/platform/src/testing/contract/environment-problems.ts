import type { Variable } from '../pods.js';
import type { Contract, ContractVariable } from './contract.js';

/** What is wrong with the variables of a container: required ⊆ rendered ⊆ read, and secrets stand in Secrets. */
export function environmentProblems(contract: Contract, variables: readonly Variable[]): readonly string[] {
  const rendered = new Map(variables.map((variable) => [variable.name, variable]));
  const known = { ...contract.environment, ...contract.auxiliary };
  const declared = Object.entries(contract.environment).flatMap(([name, variable]) => {
    const found = rendered.get(name);
    if (found === undefined) return isRequired(variable, rendered) ? [`${name} is needed, but not set`] : [];
    if (variable.unused !== undefined && variable.rendered === undefined)
      return [`${name} is set, but has no effect (${variable.unused})`];
    return variable.secret === true && !isHidden(found) ? [`${name} stands in the manifest instead of a Secret`] : [];
  });
  const unread = [...rendered.keys()]
    .filter((name) => contract.otherVariables === undefined && !Object.hasOwn(known, name))
    .map((name) => `${name} is set, but the program does not read it`);
  return [...declared, ...unread, ...(rendered.size === variables.length ? [] : ['a variable is set twice'])];
}

function isRequired({ required, requiredIf }: ContractVariable, rendered: ReadonlyMap<string, Variable>): boolean {
  const [name = '', value] = requiredIf?.split('=') ?? [];
  return required === true || (requiredIf !== undefined && rendered.get(name)?.value === value);
}

/** It comes from a Secret, or mentions a variable that does. */
const isHidden = ({ value = '', valueFrom }: Variable): boolean =>
  valueFrom?.secretKeyRef !== undefined || /\$\([A-Z_]+\)/.test(value);
