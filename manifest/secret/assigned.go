package secret

import "strings"

// assignedLine is a line NAME = VALUE of TOML, of a unit of systemd, or of a file with
// variables. The value has no blanks, no escapes and no quotation marks inside, so its
// start and end are certain.
var assignedLine = pattern(`^[ \t]*(?:([\w.-]+)|"([\w.-]+)"|'([\w.-]+)')[ \t]*=[ \t]*(?:"([^"\\\s]*)"|'([^'\\\s]*)'|([^"'\\\s]*))[ \t]*$`)

// assigned takes a line NAME = VALUE, and finds the parts of the value to hide. It
// returns false for any other line.
func (d *document) assigned(start, end int) bool {
	line := d.text[start:end]
	if isSecretName(d.key) || strings.Contains(strings.ToLower(line), optionsName) {
		return false
	}
	at := assignedLine().FindStringSubmatchIndex(line)
	if at == nil {
		return false
	}
	group := func(from, to int) (Span, bool) {
		for i := from; i <= to; i++ {
			if at[2*i] >= 0 {
				return Span{at[2*i], at[2*i+1]}, true
			}
		}
		return Span{}, false
	}
	name, _ := group(1, 3)
	value, ok := group(4, 6)
	if !ok {
		return false
	}
	raw := line[value.Start:value.End]
	spans := stringSpans(raw, 0)
	if isSecretName(line[name.Start:name.End]) && !isOpen(raw) {
		spans = []Span{{0, len(raw)}}
	}
	d.hidden = append(d.hidden, shift(spans, start+value.Start)...)
	return true
}
