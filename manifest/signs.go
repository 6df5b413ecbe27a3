package manifest

import "bytes"

// signs are names. Every deployment manifest, and every twin of edgeAgent, holds at
// least one of them. They are in lower case, as SignSearch compares.
var signs = [...]string{"$edgeagent", "modulescontent", "systemmodules", "properties.desired", "modulecontent", "$edgehub"}

// longestSign is the length of the longest of them, in bytes.
const longestSign = len("properties.desired")

// MayBeManifest reports whether a text may be a deployment manifest: whether it holds
// one of the names that every manifest has, as the device would read them. The text
// need not be JSON. A text in UTF-16 or UTF-32, with any byte order and with or without
// a mark, counts, and so do names that are spelt with escape sequences, such as
// "\u0024edgeAgent".
//
// The answer false is certain. The answer true is a guess: for certainty, call Parse
// and Deployments.
func MayBeManifest(src []byte) bool {
	if bytes.Contains(src, []byte(agentTwin)) { // nearly every manifest
		return true
	}
	var s SignSearch
	_, _ = s.Write(src)
	return s.Found()
}

// SignSearch is MayBeManifest for a text that comes in pieces. The zero value is
// ready for use.
type SignSearch struct {
	decoded []byte // the end of what was read, decoded
	escape  int    // how many bytes of an escape sequence \u00XX were read
	value   byte   // what its last two digits say so far
	found   bool
}

// Found reports whether the text written so far holds a sign.
func (s *SignSearch) Found() bool { return s.found }

// Write searches the next piece of the text. It always takes all of it, and the
// error is always nil.
func (s *SignSearch) Write(piece []byte) (int, error) {
	const most = 32 << 10 // bytes that are decoded before they are searched
	for _, c := range piece {
		if s.found {
			break
		}
		s.read(c)
		if len(s.decoded) >= most {
			s.search()
		}
	}
	s.search()
	return len(piece), nil
}

// search looks for the signs in what was decoded, and keeps no more of it than
// may be the start of one.
func (s *SignSearch) search() {
	for _, sign := range signs {
		s.found = s.found || bytes.Contains(s.decoded, []byte(sign))
	}
	end := max(0, len(s.decoded)-longestSign+1)
	s.decoded = s.decoded[:copy(s.decoded, s.decoded[end:])]
}

// read decodes a byte: letters become small, the zeros of UTF-16 and UTF-32 are passed
// over, and an escape sequence becomes what it stands for. The bytes of an unfinished
// sequence are lost: no sign starts with them.
func (s *SignSearch) read(c byte) {
	digit, isHex := hexDigit(c)
	switch {
	case c == 0:
	case c == '\\':
		s.escape = 1
	case s.escape == 1 && c == 'u', (s.escape == 2 || s.escape == 3) && c == '0':
		s.escape++
	case s.escape == 4 && isHex:
		s.escape, s.value = 5, digit
	case s.escape == 5 && isHex:
		s.escape = 0
		s.decoded = append(s.decoded, lower(s.value<<4|digit))
	default:
		s.escape = 0
		s.decoded = append(s.decoded, lower(c))
	}
}

func hexDigit(c byte) (digit byte, ok bool) {
	switch {
	case '0' <= c && c <= '9':
		return c - '0', true
	case 'a' <= lower(c) && lower(c) <= 'f':
		return lower(c) - 'a' + 10, true
	}
	return 0, false
}

func lower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}
