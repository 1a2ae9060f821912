/**
 * The one place where a literal `{{` is made harmless: Go would take it for an action. Needed in Grafana legends and
 * alert texts.
 */
export const escapeTemplate = (text: string): string => text.replaceAll('{{', '{{ "{{" }}');
