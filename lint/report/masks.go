package report

import (
	"path/filepath"
	"strconv"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/report/plain"
	"github.com/iotedge-tools/edgeproxy/manifest/secret"
)

// Masks hide the addresses of the command line in messages. A message quotes an
// argument that stands in the wrong place, such as a URL where the name of a file was
// expected, or a value behind an unknown flag.
type Masks []string // pairs of what a message may hold and what is shown

// MasksOf are the masks of the arguments of a command.
func MasksOf(args []string) Masks {
	var m Masks
	for _, arg := range args {
		m.add(arg)
		m.add(strings.TrimLeft(arg, "-"))
		if name, value, found := strings.Cut(arg, "="); found { // --flag=value, FORMAT=PATH, RULE=LEVEL
			m.add(strings.TrimLeft(name, "-"))
			m.add(value)
		}
	}
	return m
}

// add adds an argument that could hold an address, in each spelling in which a message
// may quote it. The name of a file is not added: an '@' in a name is no sign of a user.
func (m *Masks) add(text string) {
	if secret.Path(text) == text && !strings.Contains(text, ":/") && !strings.Contains(text, "//") || filepath.VolumeName(text) != "" {
		return
	}
	shown := secret.Address(text)
	if shown == text {
		return
	}
	quoted := strconv.Quote(text)
	for _, spelt := range []string{text, quoted[1 : len(quoted)-1], plain.Line(text), filepath.Clean(text)} {
		*m = append(*m, spelt, shown)
	}
}

// Hide is a message without those addresses.
func (m Masks) Hide(s string) string { return strings.NewReplacer(m...).Replace(s) }
