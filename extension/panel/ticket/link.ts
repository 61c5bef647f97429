// Addresses of tickets and of what is in them.

/** The address of a ticket's page; with the number of a message, of that message there: a page that has no such place shows the ticket. */
export function linkTo(url: string, message: number): string {
  if (message === 0) return url;
  const link = new URL(url);
  link.hash = `comment-${message}`;
  return link.href;
}
