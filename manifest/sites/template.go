package sites

import (
	"slices"
	"strconv"
	"strings"

	"github.com/iotedge-tools/edgeproxy/manifest/secret"
)

// The words that stand for names in the texts of a list.
const (
	siteWord  = "{site}"  // the name of the site; with groups, of the first site of the group
	groupWord = "{group}" // the same: for those who write groups
)

// Fill puts the name of a site or of a group into a text.
func Fill(text, name string) string {
	return strings.ReplaceAll(strings.ReplaceAll(text, siteWord, name), groupWord, name)
}

// UnknownWord finds a word in braces that has no meaning, such as "{sites}"; "" if
// there is none. A "${" that the environment has not filled in counts as one, too.
func UnknownWord(text string) string {
	for {
		at := strings.IndexByte(text, '{')
		if at < 0 {
			return ""
		}
		end := strings.IndexByte(text[at:], '}')
		if end < 0 {
			return "{"
		}
		word := text[at : at+end+1]
		if !slices.Contains([]string{siteWord, groupWord}, word) {
			return word
		}
		text = text[at+end+1:]
	}
}

// ShowWord quotes a word of a text for a message. If the text may be the address of a
// proxy, the word is not shown: it may be the password.
func ShowWord(word, text string) string {
	if secret.Text(text) != text {
		word = secret.Mask
	}
	return strconv.Quote(word)
}

// hasName reports whether a text differs from site to site.
func hasName(text string) bool {
	return strings.Contains(text, siteWord) || strings.Contains(text, groupWord)
}
