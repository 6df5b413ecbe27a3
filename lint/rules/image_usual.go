package rules

import "bytes"

// isUsualImage reports whether an image surely is right, as nearly all are: a registry
// or a folder, a name and at most one tag, of small letters and digits with single
// signs between them. It costs a tenth of reading the image by its grammar;
// TestUsualImage compares the two.
func isUsualImage(image []byte) bool {
	const most = 128 // what a tag may have, and less than a name may
	slash := bytes.IndexByte(image, '/')
	if slash < 0 || len(image) > most {
		return false
	}
	tagged, plain := false, false // plain: the byte before is a letter or a digit
	for i, c := range image {
		switch {
		case isAlphanumeric(c):
			plain = true
			continue
		case !plain:
			return false
		case c == ':':
			if tagged || i < slash {
				return false // a port, or a digest
			}
			tagged = true
		case c == '/':
			if tagged {
				return false
			}
		case c != '.' && c != '-' && c != '_':
			return false
		}
		plain = false
	}
	return plain
}
