// Package secret keeps passwords and keys out of everything that is printed.
//
// It has one rule. In anything printed, a string that could hold an address
// with user information is shown by its safe part only: scheme, host and port
// where they are certain, [Mask] in place of the rest; a string that surely
// holds none (an image with a digest, a known form of placeholder, a plain
// word) is shown as it is.
//
// "Could" means: in any spelling (see fold) the string holds an '@', or an
// address whose port is no number. To show less than possible is never a fault.
// The values of members that are named as a password or a key are hidden, too.
//
// There is one function for each kind of text:
//
//	secret.Text(value)              // a string
//	secret.Name(module.Name)        // the name of a module, a device, a member
//	secret.Address(value)           // what stands where an address belongs
//	secret.Message(err.Error())     // prose that quotes such texts
//	secret.Pointer(finding.Pointer) // an RFC 6901 pointer
//	secret.Path(name)               // the name of a file
//	secret.Document(src)            // the places to hide in a file
package secret

import "strings"

// Mask stands where something was hidden. Its length says nothing about that
// of the hidden text.
const Mask = "***"

// Span is a part of a text, from the byte Start up to the byte before End.
type Span struct{ Start, End int }

// Text makes a string safe to show: the value of a variable, or any string of a
// document with its escapes decoded.
func Text(s string) string { return cover(s, stringSpans(s, 0)) }

// Name makes the name of a module, a device or a member safe to show. The name of a
// device may hold an '@', so an '@' is a sign of a user only behind a colon, before a
// host with a port, in a name with a '/' (IoT Hub allows no such name), or where a
// password or a key stands as NAME=VALUE.
func Name(s string) string {
	plain := fold(s)
	at := strings.LastIndexByte(plain, '@')
	if at < 0 || strings.Contains(plain, "/") || strings.Contains(plain[:at], ":") || portBehind().MatchString(plain[at:]) || assignsSecret(plain, "=", "") {
		return Text(s)
	}
	return s
}

// Pointer makes an RFC 6901 pointer safe to show. Each key is a name.
func Pointer(pointer string) string {
	for key := range strings.SplitSeq(pointer, "/") {
		if shownKey(key) != key {
			keys := strings.Split(pointer, "/")
			for i := range keys {
				keys[i] = shownKey(keys[i])
			}
			return strings.Join(keys, "/")
		}
	}
	return pointer // most are so, and cost no copy
}

// shownKey makes a key of a pointer safe to show.
func shownKey(key string) string {
	plain := key
	if strings.Contains(key, "~") { // few keys do
		plain = unescapeKey.Replace(key)
	}
	if shown := Name(plain); shown != plain {
		return escapeKey.Replace(shown)
	}
	return key
}

var (
	unescapeKey = strings.NewReplacer("~1", "/", "~0", "~")
	escapeKey   = strings.NewReplacer("~", "~0", "/", "~1")
)

// cover puts the mask over spans of a text, which are in rising order.
func cover(text string, spans []Span) string {
	if len(spans) == 0 {
		return text
	}
	var b strings.Builder
	done := 0
	for _, s := range spans {
		b.WriteString(text[done:s.Start] + Mask)
		done = s.End
	}
	return b.String() + text[done:]
}
