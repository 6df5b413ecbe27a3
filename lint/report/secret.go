package report

import (
	"iter"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// mask stands for a password. Its length says nothing about the password's.
const mask = "***"

// masked is a finding whose texts hold no password. Rules hold back passwords
// themselves; this is for what they quote without knowing that it is a URL,
// and for what people write into a reason.
func masked(f check.Finding) check.Finding {
	f.Message, f.Help = quotesWithoutPasswords(f.Message), quotesWithoutPasswords(f.Help)
	if f.Suppressed != nil {
		f.Suppressed = &check.Suppression{By: f.Suppressed.By, Reason: withoutPasswords(f.Suppressed.Reason)}
	}
	related := make([]check.Related, len(f.Related))
	for i, r := range f.Related {
		related[i] = r
		related[i].Message = quotesWithoutPasswords(r.Message)
	}
	f.Related = related
	return f
}

// quotesWithoutPasswords masks what a sentence quotes. The rest is the rule's own.
func quotesWithoutPasswords(text string) string {
	var b strings.Builder
	done, quoted := 0, false
	for piece := range pieces(text, 0) {
		b.WriteString(text[done:piece.Start])
		content := text[piece.Start:piece.End]
		if quoted {
			content = withoutPasswords(content)
		}
		b.WriteString(content)
		done, quoted = piece.End, !quoted
	}
	return b.String() + text[done:]
}

func withoutPasswords(text string) string {
	text, _, _ = maskPasswords(text, 0, 0)
	return text
}

// passwords finds the passwords of URLs in a line of a document, spelled
// rightly or not. Where it is in doubt it takes too much: a snippet that hides
// a harmless word is a blemish, one that prints a password is a leak.
func passwords(line string) []manifest.Span {
	var found []manifest.Span
	if !strings.Contains(line, "@") && !strings.Contains(line, "://") && !strings.Contains(line, `:\/\/`) {
		return nil
	}
	for text := range pieces(line, 0) {
		content := line[text.Start:text.End]
		if trimmed := strings.TrimSpace(content); !strings.HasPrefix(trimmed, "{") && !strings.HasPrefix(trimmed, "[") {
			found = append(found, password(content, text.Start)...)
			continue
		}
		for inner := range pieces(content, 1) { // JSON in a string: createOptions
			found = append(found, password(content[inner.Start:inner.End], text.Start+inner.Start)...)
		}
	}
	return found
}

// pieces splits s at its quotation marks. At depth 0 these are the plain ones;
// at depth 1 those of JSON in a JSON string, which carry one backslash (and
// two for each backslash of the inner text before them).
func pieces(s string, depth int) iter.Seq[manifest.Span] {
	return func(yield func(manifest.Span) bool) {
		start, slashes := 0, 0
		for i := range len(s) {
			quote := s[i] == '"' && (depth == 0 && slashes%2 == 0 || depth == 1 && slashes%4 == 1)
			if quote && !yield(manifest.Span{Start: start, End: i}) {
				return
			}
			switch {
			case quote:
				start, slashes = i+1, 0
			case s[i] == '\\':
				slashes++
			default:
				slashes = 0
			}
		}
		yield(manifest.Span{Start: start, End: len(s)})
	}
}

// password finds the password in a text that may be a URL or hold one: what
// lies between the first colon behind the scheme and the last '@', since a raw
// '@' in a password is a common mistake. Where the '@' is missing altogether,
// whatever stands in the place of a port and is none is taken for a password.
func password(text string, base int) []manifest.Span {
	end := strings.LastIndexByte(text, '@')
	user, scheme := userinfo(text, end)
	if end < 0 && !scheme {
		return nil
	}
	if user == 0 && (strings.HasPrefix(text[end:], "@sha256:") || strings.HasPrefix(text[end:], "@sha512:")) {
		return nil // an image: registry:5000/name@sha256:…
	}
	if end < 0 {
		end = len(text)
		if strings.HasPrefix(text[user:], "[") {
			user += strings.IndexByte(text[user:], ']') + 1 // [::1]:3128
		}
	}
	colon := strings.IndexByte(text[user:end], ':')
	if colon < 0 {
		return nil
	}
	secret := text[user+colon+1 : end]
	if secret == "" || isPlaceholder(strings.TrimRight(secret, "/")) || end == len(text) && isPort(secret) {
		return nil
	}
	return []manifest.Span{{Start: base + user + colon + 1, End: base + end}}
}

// schemeMarks are the ways in which the end of a scheme is written, wrong ones
// included; after a whole one even a text without '@' counts as a URL.
var schemeMarks = [...]struct {
	text  string
	whole bool
}{{"://", true}, {`:\/\/`, true}, {":/", false}, {`:\/`, false}, {"//", false}}

// userinfo is where the user's name starts in text, whose last '@' is at end
// (-1: there is none), and whether a whole scheme stands before it.
func userinfo(text string, end int) (start int, scheme bool) {
	for _, mark := range schemeMarks {
		if i := strings.Index(text, mark.text); i >= 0 && (end < 0 || i < end) {
			return i + len(mark.text), mark.whole
		}
	}
	return 0, false
}

// isPort tells whether s starts with a port number, or is empty.
func isPort(s string) bool {
	rest := strings.TrimLeft(s, "0123456789")
	if len(s)-len(rest) > len("65535") {
		return false
	}
	return rest == "" || strings.IndexByte(`/?#\"', ;`, rest[0]) >= 0
}

// isPlaceholder tells whether s is nothing but one placeholder with a name,
// which a pipeline fills in later: there is no secret in it yet. One with a
// default value may hold a secret, and <x> may be a password as it is.
func isPlaceholder(s string) bool {
	for _, p := range [...][2]string{{"${", "}"}, {"#{", "}#"}, {"$(", ")"}, {"{{", "}}"}} {
		inner, ok := strings.CutPrefix(s, p[0])
		if !ok {
			continue
		}
		inner, ok = strings.CutSuffix(inner, p[1])
		if ok && inner != "" && !strings.ContainsFunc(inner, notInName) {
			return true
		}
	}
	return false
}

func notInName(r rune) bool {
	return r != '_' && r != '.' && r != ' ' && (r < '0' || r > '9') && (r|0x20 < 'a' || r|0x20 > 'z')
}
