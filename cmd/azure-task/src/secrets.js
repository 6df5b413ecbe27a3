// What of a proxy's address must not stand in a log.
'use strict';

const tl = require('azure-pipelines-task-lib/task');

/**
 * The parts of an address that are secret: the whole of it, because a user may be
 * a token, and the password, as it stands there and decoded.
 * @param {string} url
 * @returns {string[]}
 */
function of(url) {
  const at = url.lastIndexOf('@');
  if (at < 0) return [];
  const user = url.slice(0, at).replace(/^[^/]*\/\//, '');
  const colon = user.indexOf(':');
  if (colon < 0) return [url]; // the user alone may be any word of the log
  const password = user.slice(colon + 1);
  const found = [url, password];
  try {
    found.push(decodeURIComponent(password));
  } catch {
    // The program says what is wrong with the address.
  }
  return [...new Set(found)].filter((s) => s !== '' && !/[\r\n]/.test(s));
}

/**
 * Masks an address in the log of this job.
 * @param {string} url
 */
function mask(url) {
  for (const secret of of(url)) tl.setSecret(secret);
}

module.exports = { of, mask };
