package fleet

// scanner finds the end of a JSON value that comes in pieces. It looks at brackets and
// strings alone: who reads the value finds out whether it is JSON.
type scanner struct {
	depth    int
	inString bool
	escaped  bool
	begun    bool // a bracket, or a plain value, was seen
	plain    bool // the value has no brackets: a number or a word
}

// value goes through a piece of text. It returns how many bytes of it belong to the value,
// and whether the value ends there.
func (s *scanner) value(piece []byte) (n int, done bool) {
	for i, c := range piece {
		switch {
		case s.inString:
			switch {
			case s.escaped:
				s.escaped = false
			case c == '\\':
				s.escaped = true
			case c == '"':
				if s.inString = false; s.depth == 0 {
					return i + 1, true
				}
			}
		case c == '"':
			s.inString, s.begun = true, true
		case c == '{' || c == '[':
			s.depth++
			s.begun = true
		case c == '}' || c == ']':
			if s.plain || s.depth == 0 {
				return i, true
			}
			if s.depth--; s.depth == 0 {
				return i + 1, true
			}
		case s.depth > 0:
		case c == ',' || c == ':' || isBlank(c):
			if s.begun {
				return i, true
			}
		default:
			s.begun, s.plain = true, true
		}
	}
	return len(piece), false
}

func isBlank(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }
