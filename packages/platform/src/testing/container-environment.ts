import type { Container } from './pods.js';

/** The texts that Secrets hold, by the name of the Secret and the key. */
export type SecretTexts = Readonly<Record<string, Readonly<Record<string, string>>>>;

/**
 * The environment that Kubernetes would give to a container, so that a test can start its program with it: Secrets are
 * read, and `$(NAME)` stands for a variable above.
 *
 * @throws Error for a Secret or key that is not given: a pod would not start
 */
export function containerEnvironment(container: Container, secrets: SecretTexts): Readonly<Record<string, string>> {
  const secret = (name: string): Readonly<Record<string, string>> => {
    const texts = secrets[name];
    if (texts === undefined) throw new Error(`${container.name}: there is no Secret ${name}.`);
    return texts;
  };
  const environment: Record<string, string> = {};
  for (const { secretRef } of container.envFrom ?? []) {
    if (secretRef !== undefined) Object.assign(environment, secret(secretRef.name));
  }
  for (const { name, value, valueFrom } of container.env ?? []) {
    const reference = valueFrom?.secretKeyRef;
    if (reference === undefined) {
      environment[name] = (value ?? '').replaceAll(/\$\(([A-Za-z_][A-Za-z0-9_]*)\)/g, (text, other: string) => {
        return environment[other] ?? text;
      });
    } else {
      const text = secret(reference.name)[reference.key];
      if (text === undefined)
        throw new Error(`${container.name}: the Secret ${reference.name} has no ${reference.key}.`);
      environment[name] = text;
    }
  }
  return environment;
}
