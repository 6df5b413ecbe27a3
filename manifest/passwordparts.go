package manifest

import "bytes"

// splitPasswords finds the passwords of URLs that are split over the parts of
// createOptions: no part shows that what it holds is one.
func splitPasswords(src []byte) []Span {
	members := optionMembers(src)
	numbered := bytes.Contains(src, []byte(`\u00`)) // a key may be spelled with escapes
	for _, m := range members {
		numbered = numbered || m.number > 0
	}
	if !numbered {
		return nil
	}
	doc, err := ParseLimits(src, Limits{Size: len(src) + 1})
	if err != nil {
		return wholeOptions(members)
	}
	var found []Span
	for object := range doc.Objects() {
		found = append(found, splitIn(object)...)
	}
	return found
}

// splitIn looks through the parts that one object holds.
func splitIn(settings Node) []Span {
	var parts [100]Node // by number; the last one with a number counts
	count := 0
	for member := range settings.Children() {
		if i, ok, _ := optionsPart(member); ok && member.Kind() == String {
			parts[i] = member
			count++
		}
	}
	if count < 2 {
		return nil
	}
	var text joined
	var starts []int // where each part starts in the joined text
	for _, p := range parts {
		if p.Exists() {
			starts = append(starts, len(text.bytes))
			text.add(p)
		}
	}
	if !mayHoldPassword(text.bytes) {
		return nil
	}
	var s passwordSearch
	s.pieces(spelled{text: string(text.bytes)}, 1)
	var found []Span
	starts = append(starts, len(text.bytes))
	for _, secret := range union(s.found) {
		for i, start := range starts[1:] { // the parts may stand anywhere: a span in each
			from, to := max(secret.Start, starts[i]), min(secret.End, start)
			if from < to {
				found = append(found, Span{text.origin(from, false), text.origin(to, true)})
			}
		}
	}
	return found
}

// optionMember is a member of a text, JSON or not, whose key is that of a part
// of createOptions.
type optionMember struct {
	number int
	value  Span // the string that it holds, without its quotation marks
	holds  bool // it holds a sign of a URL
}

// optionMembers finds the parts of createOptions in a text that need not be JSON.
func optionMembers(src []byte) (found []optionMember) {
	const name = "options"
	for i := 0; i < len(src); {
		next := indexFold(src[i:], name)
		if next < 0 {
			break
		}
		i += next + len(name)
		end := bytes.IndexByte(src[i:min(len(src), i+3)], '"')
		if end < 0 {
			continue
		}
		m := optionMember{number: len(bytes.Trim(src[i:i+end], "0"))}
		rest := bytes.TrimLeft(src[i+end+1:], " \t\r\n:")
		if len(rest) > 0 && rest[0] == '"' {
			start := len(src) - len(rest)
			m.value = Span{start + 1, max(start+1, stringEnd(src, start)-1)}
			m.holds = mayHoldPassword(src[m.value.Start:m.value.End])
		}
		found = append(found, m)
	}
	return found
}

// indexFold is bytes.Index for a name in lower case, without regard to case.
func indexFold(b []byte, name string) int {
	for i := 0; i+len(name) <= len(b); i++ {
		if b[i]|0x20 == name[0] && equalFold(string(b[i:i+len(name)]), name) {
			return i
		}
	}
	return -1
}

// wholeOptions hides the parts as a whole, in a document that cannot be read,
// if any of them may hold a piece of an address.
func wholeOptions(members []optionMember) (found []Span) {
	holds := false
	for _, m := range members {
		found = append(found, m.value)
		holds = holds || m.holds
	}
	if !holds {
		return nil
	}
	return found
}
