package unit

import "strings"

// Quote writes an assignment for Environment=: in double quotes, with "%" doubled and
// with escapes where systemd needs them.
func Quote(name, value string) string {
	return `"` + name + "=" + escaper.Replace(value) + `"`
}

var escaper = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "%", "%%", "\n", `\n`, "\r", `\r`, "\x00", "")

// QuoteInFile writes a line for a file that EnvironmentFile= names, without its end.
// Such a file knows no specifiers. Within double quotes, a backslash is needed only
// before some characters.
func QuoteInFile(name, value string) string {
	return name + `="` + fileEscaper.Replace(value) + `"`
}

var fileEscaper = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "`", "\\`", "$", `\$`, "\x00", "")
