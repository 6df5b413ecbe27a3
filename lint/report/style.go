package report

import "github.com/iotedge-tools/edgeproxy/lint/check"

// style paints text with ANSI colours, or leaves it as it is. It is a value and no
// global setting, because one run may write a coloured report and a plain one.
type style struct{ on bool }

// SGR parameters.
const (
	bold   = "1"
	dim    = "2"
	red    = "1;31"
	yellow = "1;33"
	blue   = "1;34"
	green  = "1;32"
)

func (s style) paint(code, text string) string {
	if !s.on || text == "" {
		return text
	}
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}

// of is the colour of a severity.
func (s style) of(severity check.Severity) string {
	switch severity {
	case check.Error:
		return red
	case check.Warning:
		return yellow
	}
	return blue
}
