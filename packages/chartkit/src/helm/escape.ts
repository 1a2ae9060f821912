/**
 * The one place where a literal `{{` is made harmless: Go would take it for an action. Needed in Grafana legends and
 * alert texts.
 */
export const escapeTemplate = (text: string): string => text.replaceAll('{{', '{{ "{{" }}');

/** The same for a text right before an action, whose braces a `{` at the text's end would join. */
export const escapeBeforeAction = (text: string): string =>
  text.endsWith('{') && !endsWithPair(text) ? `${escapeTemplate(text.slice(0, -1))}{{ "{" }}` : escapeTemplate(text);

/** Whether the braces at the end are taken two by two, with none left over. */
const endsWithPair = (text: string): boolean => (/\{*$/.exec(text)?.[0].length ?? 0) % 2 === 0;
