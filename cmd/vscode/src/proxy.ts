// What the command "Set the Proxy…" asks for and tells.

/** What the server says about the command. */
export interface Outcome {
  changes: number;
  notes: string[];
}

/**
 * Says what is surely wrong with the address of a proxy; undefined if the server may judge.
 * No text is valid: the proxy is then that of the configuration. It quotes nothing, because
 * the address may hold a password.
 */
export function problem(address: string): string | undefined {
  const text = address.trim();
  if (text === '' || /^https?:\/\/[^/]/i.test(text) || /[$#<{]/.test(text)) {
    return undefined; // the others may be placeholders
  }
  return 'Expected an address such as http://proxy.example.com:3128, or a placeholder such as ${PROXY_URL}.';
}

/** Says what was done. */
export function tell(outcome: Outcome): string {
  const done = outcome.changes === 0
    ? 'The manifest has this proxy already.'
    : `${String(outcome.changes)} ${outcome.changes === 1 ? 'variable was' : 'variables were'} set.`;
  return [done, ...outcome.notes.map((note) => `Note: ${note}.`)].join(' ');
}
