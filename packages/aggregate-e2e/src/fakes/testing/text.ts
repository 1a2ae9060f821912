/** What a page says. @throws Error unless its status is 200 or the like */
export async function text(url: string): Promise<string> {
  const response = await fetch(url);
  const answer = await response.text();
  if (!response.ok) throw new Error(`${url} answers ${String(response.status)}: ${answer}`);
  return answer;
}
