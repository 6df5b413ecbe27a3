package manifest

import (
	"bytes"
	"regexp"
	"sync"
)

// keyPatterns find keys that open a hub, a device or a storage account to whoever
// has them: members of exports, such as primaryKey, and parts of connection
// strings, such as SharedAccessKey=…. The first group is what must not be shown.
var keyPatterns = sync.OnceValue(func() []*regexp.Regexp {
	return []*regexp.Regexp{
		regexp.MustCompile(`(?i)"(?:primary|secondary|symmetric|sharedAccess|account|sharedAccessPolicy)Key"\s*:\s*"((?:[^"\\]|\\.)*)`),
		regexp.MustCompile(`(?i)"(?:primary|secondary)?ConnectionString"\s*:\s*"((?:[^"\\]|\\.)*)`),
		regexp.MustCompile(`(?i)\b(?:SharedAccessKey|AccountKey|sig)=([^;&"'\s\\]*)`),
	}
})

// deviceKeys finds the keys in a text. It is exact, not careful: a key that
// stands under another name is not found.
func deviceKeys(src []byte) []Span {
	lowered := bytes.ToLower(src)
	var found []Span
	if !bytes.Contains(lowered, []byte("key")) && !bytes.Contains(lowered, []byte("connectionstring")) && !bytes.Contains(lowered, []byte("sig=")) {
		return nil
	}
	for _, pattern := range keyPatterns() {
		for _, at := range pattern.FindAllSubmatchIndex(src, -1) {
			found = append(found, Span{at[2], at[3]})
		}
	}
	return union(found)
}
