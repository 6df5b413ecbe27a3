package project

import (
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/lint/rules"
	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/sites"
)

// inList is a finding about what the list has put into a manifest: at the place in the
// list, with a help that names the key there.
func inList(f check.Finding, site *sites.Site) siteFinding {
	key, at := keyInList(f), site.At
	switch d := site.Deployment; {
	case key == "target-condition" && d != nil:
		at = d.Condition.At
	case key == "proxy-url" && site.ProxyAt.Line > 0:
		at = site.ProxyAt
	}
	f.Span, f.Related = manifest.Span{Start: at.Offset, End: at.Offset + at.Len}, nil
	switch {
	case f.Rule == rules.ProxyPasswordInManifest.ID:
		f.Help = `write "${NAME}" for the password, or for the whole "proxy-url": it is replaced by the variable of the environment; ` +
			"and change the password, which the repository's history keeps"
	case f.Help != "":
		f.Help = `the key in the list is "` + key + `"; ` + f.Help
	}
	return siteFinding{f, at.File}
}

// keyInList is the key of the list that a finding is about.
func keyInList(f check.Finding) string {
	pointer := strings.ToLower(f.Pointer)
	switch {
	case strings.HasPrefix(pointer, "/targetcondition"):
		return "target-condition"
	case strings.HasPrefix(pointer, "/priority"):
		return "priority"
	case strings.HasPrefix(f.Rule, "EP3"):
		return "upstream-protocol"
	case strings.Contains(pointer, "/"+manifest.NoProxyVar):
		return "no-proxy"
	}
	return "proxy-url"
}

// aboutModule is a finding about a module of the manifest in words that fit every site:
// its proxy is that of the site, and comes from the list.
func aboutModule(f check.Finding, site *sites.Site) check.Finding {
	const nameIt = `name the module in "modules" of the list of sites`
	switch f.Rule {
	case rules.ModuleProxyMissing.ID:
		f.Help = strings.Replace(f.Help, rules.UseApplyModule, nameIt, 1)
	case rules.ProxyMismatch.ID:
		f.Message = strings.Replace(f.Message, rules.AskedFor(site.Proxy.URL), "the proxy of the site", 1)
		f.Help = nameIt + ", so that it gets the proxy of each site"
	case rules.HTTPProxyOnly.ID:
		f.Help = nameIt + ", so that it gets https_proxy, too"
	}
	return f
}

// oncePerSite keeps one finding of each rule about the modules of a site, the gravest,
// if the list is the cause: the list has put the same value into all of them.
func (r *sitesLint) oncePerSite(found []siteFinding) []siteFinding {
	kept := found[:0]
	at := map[string]int{} // in kept, by rule
	for _, f := range found {
		i, known := at[f.Rule]
		switch {
		case f.Module == "" || f.file == r.manifest.Name:
			kept = append(kept, f)
		case !known:
			at[f.Rule] = len(kept)
			kept = append(kept, f)
		case f.Severity > kept[i].Severity:
			kept[i] = f
		}
	}
	return kept
}
