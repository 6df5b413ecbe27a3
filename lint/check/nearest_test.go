package check

import "testing"

func TestNearest(t *testing.T) {
	words := []string{"EP101", "EP209", "agent-proxy-missing", "warning", "zsh", "--proxy-url", "--proxy-url-file"}
	for word, want := range map[string]string{
		"EP1O1": "EP101", "ep101": "EP101", "EP999": "", "EP": "", "": "", "-": "",
		"EP110": "EP101", "--porxy-url": "--proxy-url", "warnign": "warning", "zhs": "zsh", // two letters swapped
		"agent_proxy_mising": "agent-proxy-missing", "agentproxymissing": "agent-proxy-missing",
		"warn": "warning", "waning": "warning", "wing": "", "zh": "zsh",
		"-proxy-url": "--proxy-url", "--proxy": "--proxy-url", "--proxyurlfil": "--proxy-url-file",
	} {
		if got := Nearest(word, words); got != want {
			t.Errorf("nearest to %q: got %q, want %q", word, got, want)
		}
	}
}
