package device

import (
	"bytes"
	"slices"
	"strings"

	"github.com/iotedge-tools/edgeproxy/manifest/text"
)

// readApt reads the proxies of apt: Acquire::http::Proxy and Acquire::https::Proxy.
// Files of apt.conf.d come in the order of their names, then apt.conf; the later wins.
func (d *Device) readApt(r *root) {
	var e environment
	for _, name := range r.names("etc/apt/apt.conf.d") {
		if isAptName(name) {
			readAptFile(r, "etc/apt/apt.conf.d/"+name, &e)
		}
	}
	readAptFile(r, "etc/apt/apt.conf", &e)
	d.Apt = e.settings
}

// isAptName reports whether apt reads a file of apt.conf.d (apt.conf(5)).
func isAptName(name string) bool {
	stem := strings.TrimSuffix(name, ".conf")
	return stem != "" && !strings.ContainsFunc(stem, func(r rune) bool {
		return r != '-' && r != '_' && (r < '0' || r > '9') && (r|0x20 < 'a' || r|0x20 > 'z')
	})
}

func readAptFile(r *root, name string, e *environment) {
	f, _ := r.file(name)
	if f == nil {
		return
	}
	a := aptReader{src: f.Source}
	for a.next() {
		option := a.option()
		if option == "acquire::http::proxy" || option == "acquire::https::proxy" {
			e.put(Setting{Name: option, Value: string(f.Source[a.value.Start:a.value.End]), File: f, Span: a.value, Via: ViaApt})
		}
	}
}

// aptReader reads options "NAME VALUE;" and groups "NAME { … };" one by one.
type aptReader struct {
	src   []byte
	at    int
	open  []string // names of the groups around
	words []string // the name of the option
	value text.Span
}

// option is the whole name of the option, in lower case; "" for a name with more parts
// than the names of the proxies have.
func (a *aptReader) option() string {
	if len(a.open)+len(a.words) > 3 {
		return ""
	}
	return strings.ToLower(strings.Join(slices.Concat(a.open, a.words), "::"))
}

// next reads up to the end of an option with a value. It is false at the end.
func (a *aptReader) next() bool {
	a.words, a.value = nil, text.Span{Start: -1}
	for a.skipSpace(); a.at < len(a.src); a.skipSpace() {
		switch c := a.src[a.at]; c {
		case '{':
			a.open = append(a.open, strings.Join(a.words, "::"))
			a.words = nil
			a.at++
		case '}':
			a.open = a.open[:max(0, len(a.open)-1)]
			a.words = nil
			a.at++
		case ';':
			a.at++
			if a.value.Start >= 0 && len(a.words) > 0 {
				return true
			}
			a.words, a.value = nil, text.Span{Start: -1}
		case '"':
			start := a.at + 1
			n := max(0, bytes.IndexAny(a.src[start:], "\"\n"))
			a.value = text.Span{Start: start, End: start + n}
			a.at = start + n + 1
		default:
			start := a.at
			for a.at < len(a.src) && !bytes.ContainsRune([]byte(" \t\r\n\"{};"), rune(a.src[a.at])) {
				a.at++
			}
			a.words = append(a.words, string(a.src[start:a.at]))
		}
	}
	return false
}

// skipSpace passes over blanks and comments. "#clear" and the like are comments here.
func (a *aptReader) skipSpace() {
	for a.at < len(a.src) {
		rest := a.src[a.at:]
		var end string
		switch {
		case strings.IndexByte(" \t\r\n", rest[0]) >= 0:
			a.at++
			continue
		case rest[0] == '#', bytes.HasPrefix(rest, []byte("//")):
			end = "\n"
		case bytes.HasPrefix(rest, []byte("/*")):
			end = "*/"
		default:
			return
		}
		n := bytes.Index(rest, []byte(end))
		if n < 0 {
			n = len(rest) - len(end)
		}
		a.at += n + len(end)
	}
}
