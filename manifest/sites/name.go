package sites

import (
	"fmt"
	"strings"
)

// CheckName says what is wrong with the name of a site; "" if it is right. The name
// becomes part of the names of files, of deployment ids and of target conditions.
func CheckName(name string) string {
	switch i := strings.IndexFunc(name, func(r rune) bool { return !isNameRune(r) }); {
	case name == "":
		return "the name of a site is empty"
	case i >= 0:
		return "the name of a site has letters from A to Z, digits, and the signs - _ ."
	case name[0] == '.' || name[len(name)-1] == '.':
		return "the name of a site neither starts nor ends with a dot"
	case len(name) > 128:
		return "the name of a site has 128 characters at most"
	}
	return ""
}

func isNameRune(r rune) bool {
	return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || r == '-' || r == '_' || r == '.'
}

// CheckPath says what is wrong with the path of a file to write, which is relative to
// the folder of the output and has "/" between folders; "" if it is right. It refuses a
// path that leads out of the folder, or that some file system cannot hold: files that
// one machine has written may be checked out on another.
func CheckPath(path string) string {
	if path == "" {
		return `it is empty: expected the name of a file, such as "{site}.json"`
	}
	for part := range strings.SplitSeq(path, "/") {
		switch {
		case part == "":
			return `it starts or ends with "/", or two of them follow each other: expected the name of a file within the folder of the output`
		case part == "." || part == "..":
			return fmt.Sprintf("%q leads to another folder: expected the name of a file within the folder of the output", part)
		case strings.ContainsFunc(part, isOddInPath):
			return "it holds a character that the name of a file cannot have on every system, such as \\ : * ? \" < > |"
		case strings.HasSuffix(part, ".") || strings.HasSuffix(part, " "):
			return "a name in it ends with a dot or a blank, which Windows leaves out"
		case isWindowsDevice(part):
			return fmt.Sprintf("%q stands for a device on Windows, which cannot have a file of this name", part)
		case len(part) > 255:
			return "a name in it is longer than 255 bytes"
		}
	}
	return ""
}

func isOddInPath(r rune) bool {
	return r < ' ' || r == 0x7f || r > '~' || strings.ContainsRune(`\:*?"<>|{}`, r)
}

// isWindowsDevice reports whether Windows takes the name of a file for a device,
// whatever ending it has.
func isWindowsDevice(name string) bool {
	stem, _, _ := strings.Cut(strings.ToUpper(name), ".")
	stem = strings.TrimRight(stem, " ")
	switch stem {
	case "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$":
		return true
	}
	return len(stem) == 4 && (strings.HasPrefix(stem, "COM") || strings.HasPrefix(stem, "LPT")) && '0' <= stem[3] && stem[3] <= '9'
}

// idProblem says what is wrong with the id of a deployment; "" if it is right. IoT Hub
// takes 1 to 128 of these characters.
func idProblem(id string) string {
	const most = 128
	allowed := func(r rune) bool {
		return 'a' <= r && r <= 'z' || '0' <= r && r <= '9' || strings.ContainsRune("-+%_*!'", r)
	}
	switch {
	case id == "":
		return "it is empty"
	case len(id) > most:
		return fmt.Sprintf("it has more than %d characters", most)
	case strings.ContainsFunc(id, func(r rune) bool { return !allowed(r) }):
		return "IoT Hub takes small letters from a to z, digits, and the signs - + % _ * ! ' only"
	}
	return ""
}

// isPattern reports whether the name of a module is a pattern of path.Match.
func isPattern(name string) bool { return strings.ContainsAny(name, `*?[\`) }
