package starter

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/config"
	"github.com/iotedge-tools/edgeproxy/lint/project"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// maxModules is how many modules a configuration lists: a person reads it.
const maxModules = 20

// configuration plans the configuration. One that is there may lack what sites need.
func (p *planner) configuration(s survey, proxy manifest.ProxyURL) {
	if _, there := p.existing(config.FileName); !there {
		p.plan.Files = append(p.plan.Files, File{config.FileName, configuration(s, proxy)})
		return
	}
	inForce := func(name string) config.Proxy {
		set, err := project.InForce(filepath.Join(p.folder, filepath.FromSlash(name)), "")
		if err != nil {
			return config.Proxy{} // lint tells what is wrong
		}
		return set.Proxy
	}
	var lacking []string
	for _, name := range withoutProxy(s) {
		if inForce(name).Required.Value {
			lacking = append(lacking, name)
		}
	}
	for _, list := range s.sites {
		for _, name := range list.files {
			if set := inForce(name); set.Required.Value && !set.URL.Value.Placeholder() {
				list.OneProxy = set.URL.Origin
				break
			}
		}
	}
	if len(lacking) == 0 {
		p.plan.Kept = append(p.plan.Kept, config.FileName)
		return
	}
	p.plan.Snippets = append(p.plan.Snippets, Snippet{config.FileName, "overrides", noProxyEntry(lacking)})
}

// configuration writes a commented .edgeproxy.yaml. What is not known stands there
// as a comment.
func configuration(s survey, proxy manifest.ProxyURL) string {
	return `# What edgeproxy expects of the deployment manifests in this repository.
# "edgeproxy config FILE" shows what is in force for a file, and which line says so.

proxy:
` + proxyPart(s, proxy) + overridesPart(s) + `
# Other severities, by ID or name: "edgeproxy rules" lists the rules.
# rules:
#   EP203: error

# Findings that are known and accepted. A reason is required, an end is wise.
# ignore:
#   - rule: EP101
#     path: "lab/**"
#     reason: the laboratory is not behind the proxy
#     until: 2030-12-31
`
}

// proxyPart is the part about the proxy that the manifests should have.
func proxyPart(s survey, proxy manifest.ProxyURL) string {
	if len(s.sites) > 0 && proxy.IsZero() {
		return sitesPart(s.sites)
	}
	return `  # The proxy of the devices. A placeholder such as ${PROXY_URL} keeps the address,
  # and a password in it, out of the repository; a pipeline fills it in.
  # "edgeproxy lint --fix" and "edgeproxy apply" insert it.
` + urlLine(s, proxy) + protocolLine(s) + `
  # Modules that reach the internet by themselves, past edgeHub.
` + modulesLine(s) + `
  # If the devices of this repository are not behind a proxy:
  # required: false
`
}

// overridesPart is the part about files with another proxy, or none.
func overridesPart(s survey) string {
	files := withoutProxy(s)
	if len(files) == 0 {
		return `
# Folders with another proxy, or none.
# overrides:
#   - paths: ["sites/plant-b/**"]
#     proxy: { url: "http://10.0.0.8:3128" }
`
	}
	return `
# No proxy stands in these: manifests from which those of sites are made, and sites
# without a proxy.
overrides:
` + noProxyEntry(files)
}

// noProxyEntry is the entry below "overrides" for files that need no proxy.
func noProxyEntry(files []string) string {
	entry := "  - proxy: { required: false }\n    paths:\n"
	for _, name := range files {
		entry += "      - " + quoteYAML(config.PathGlob(name)) + "\n"
	}
	return entry
}

func urlLine(s survey, proxy manifest.ProxyURL) string {
	if !proxy.IsZero() {
		return "  url: " + quoteYAML(proxy.Reveal()) + "\n" // without a password: see Make
	}
	url, n := most(s.proxies)
	switch all := sum(s.proxies); {
	case url == "":
		return "  # url: http://proxy.example.com:3128\n"
	case 2*n <= all:
		return fmt.Sprintf("  # %d edgeAgents here have %d proxies: see \"overrides\" below\n", all, len(s.proxies))
	}
	found := fmt.Sprintf(" # of %d of %d edgeAgents here\n", n, s.agents)
	if u, err := manifest.ParseProxyURL(url); err != nil || u.HasPassword() || strings.Contains(url, "***") {
		return "  url: ${PROXY_URL}" + strings.Replace(found, " # of", " # instead of the address of", 1)
	}
	return "  url: " + quoteYAML(url) + found
}

func protocolLine(s survey) string {
	protocol, _ := most(s.protocols)
	if protocol == "" {
		protocol = string(manifest.AmqpWs)
	}
	return "  upstream-protocol: " + protocol + "\n"
}

func modulesLine(s survey) string {
	names := often(s.modules)
	if len(names) == 0 {
		return "  # modules: [\"blob*\"]\n"
	}
	var quoted []string
	for _, name := range names[:min(len(names), maxModules)] {
		quoted = append(quoted, quoteYAML(name))
	}
	return "  modules: [" + strings.Join(quoted, ", ") + "]\n"
}

// quoteYAML writes a text as a scalar of YAML: an address or a placeholder as it is,
// all else in double quotes, whose escapes are those of Go.
func quoteYAML(text string) string {
	const safe = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._/:@%"
	if isPlaceholder(text) || strings.HasPrefix(text, "http") && strings.Contains(text, "://") && strings.Trim(text, safe) == "" && !strings.HasSuffix(text, ":") {
		return text
	}
	return fmt.Sprintf("%+q", text)
}

// isPlaceholder reports whether a text is ${NAME}.
func isPlaceholder(text string) bool {
	name, ok := strings.CutPrefix(text, "${")
	name, closed := strings.CutSuffix(name, "}")
	return ok && closed && name != "" && strings.Trim(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") == ""
}

// quoteLine writes a command as a scalar of YAML: as it is if no character of it has a
// meaning there.
func quoteLine(command string) string {
	if strings.Trim(command, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._/ ") == "" {
		return command
	}
	return quoteYAML(command)
}

// quoteShell writes a text as one word of a shell.
func quoteShell(text string) string {
	if text != "" && strings.Trim(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._/") == "" && text[0] != '-' {
		return text
	}
	return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'"
}
