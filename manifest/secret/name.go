package secret

import (
	"slices"
	"strings"
)

// secretNames are the ends of names of members, of variables, and of parts of
// connection strings that hold a password or a key: in lower case, without '_'
// and '-'.
var secretNames = [...]string{
	"password", "passwd", "passphrase", "pwd", "secret", "token", "connectionstring", "sharedaccesssignature", "sig",
	"primarykey", "secondarykey", "symmetrickey", "sharedaccesspolicykey", "sharedaccesskey", "accountkey", "accesskey", "apikey", "privatekey", "storagekey",
}

const longestName = 32 // bytes, more than the longest of secretNames with signs in it

// openValue matches the value of a password that is no secret.
var openValue = pattern(`^(?:` + variable + `|\$[A-Z][A-Z0-9]*_\w+|<[\w ._-]+>)*$`)

// isSecretName reports whether a member of that name holds a secret.
func isSecretName(name string) bool {
	if name == "" || strings.IndexByte("degnty", name[len(name)-1]|0x20) < 0 {
		return false
	}
	name = strings.ToLower(name[max(0, len(name)-longestName):])
	name = strings.ReplaceAll(strings.ReplaceAll(name, "_", ""), "-", "")
	return slices.ContainsFunc(secretNames[:], func(end string) bool { return strings.HasSuffix(name, end) })
}

// isOpen reports whether the value of a password is no secret: there is none
// yet, or a placeholder stands for it.
func isOpen(value string) bool { return openValue().MatchString(value) }

// assignsSecret reports whether a text holds the name of a secret, behind it one of the
// signs, and then a value that is not empty. Any of the blanks may stand between them.
// The text holds no placeholders.
func assignsSecret(text, signs, blanks string) bool {
	for i := range len(text) {
		if strings.IndexByte(signs, text[i]) < 0 {
			continue
		}
		name := strings.TrimRight(text[max(0, i-longestName):i], blanks)
		value := strings.TrimLeft(text[i+1:min(len(text), i+1+longestName)], blanks)
		if value != "" && strings.IndexByte(filled+" \t;&,", value[0]) < 0 && isSecretName(name) {
			return true
		}
	}
	return false
}

// secretVariable is the length of the start of a text up to the '=' of a
// variable whose name tells that its value is a secret, else 0.
func secretVariable(text string) int {
	name, _, found := strings.Cut(text, "=")
	if !found || !isSecretName(name) || strings.ContainsFunc(name, func(r rune) bool { return r >= 0x80 || !isBare(byte(r)) }) {
		return 0
	}
	return len(name) + 1
}
