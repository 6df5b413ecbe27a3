package sitesfile

import (
	"errors"
	"fmt"
	"path"
	"strings"
	"unicode"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/lint/yamlfile"
	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/proxy"
	"github.com/iotedge-tools/edgeproxy/manifest/secret"
	"github.com/iotedge-tools/edgeproxy/manifest/sites"
)

// noProxyWord is the proxy-url of a site without a proxy.
const noProxyWord = "none"

// resolver makes one site, and collects its errors.
type resolver struct {
	*reader
	raw  *settings
	errs []*sites.Error
}

// site makes a site of its settings, the defaults and the environment.
func (r *reader) site(raw *settings) (sites.Site, []*sites.Error) {
	s := &resolver{reader: r, raw: raw}
	address := raw.proxyURL.or(r.defaults.proxyURL)
	site := sites.Site{Name: raw.name, At: raw.at, ProxyAt: address.at}
	switch text := sites.Fill(s.expand(address, "proxy-url", anyText), raw.name); {
	case !address.given():
		s.fail(raw.at, errors.New(`it has no proxy-url: expected the address of its proxy, or none if it has no proxy`))
	case len(s.errs) > 0:
	case text == noProxyWord:
		site.NoProxy = true
	default:
		site.Proxy.URL, site.FromEnv = s.proxy(address, text), strings.Contains(address.text, "${")
	}
	site.Modules = s.modules(site.NoProxy)
	site.Proxy.UpstreamProtocol = s.protocol(site.NoProxy)
	if !site.NoProxy {
		site.Proxy.NoProxy = s.noProxy()
	}
	site.Deployment = s.deploymentOf()
	return site, s.errs
}

func (s *resolver) fail(at sites.Place, err error) {
	s.errs = append(s.errs, &sites.Error{At: at, Sites: []string{s.raw.name}, What: err.Error(), Err: err})
}

// proxy reads the address of a proxy. A placeholder that comes from the environment is a
// variable of a pipeline that nobody has set.
func (s *resolver) proxy(v value, text string) manifest.ProxyURL {
	url, err := manifest.ParseProxyURL(text)
	switch {
	case strings.EqualFold(text, noProxyWord):
		s.fail(v.at, errors.New("its proxy-url is none in capital letters: expected none in small letters for a site without a proxy"))
	case err != nil:
		s.fail(v.at, fmt.Errorf("its proxy-url: %w", err))
	case url.Placeholder() && strings.Contains(v.text, "${"):
		s.fail(v.at, errors.New("its proxy-url comes from the environment and holds a placeholder, such as $(NAME): expected an address (a variable of the pipeline may not be set)"))
	}
	return url
}

// modules are the modules of the site, or else of the defaults. The modules of the
// defaults need a proxy, so a site without a proxy has none of them.
func (s *resolver) modules(noProxy bool) []string {
	from := s.raw.modules
	if from.at.Line == 0 && !noProxy {
		from = s.defaults.modules
	}
	var names []string
	for _, v := range from.values {
		name := s.expand(v, "modules", anyText)
		if _, err := path.Match(name, ""); err != nil {
			s.fail(v.at, fmt.Errorf(`%s in its modules is no valid pattern: a "[" has no "]", or a "\" stands at the end`, yamlfile.Show(name)))
		}
		names = append(names, name)
	}
	return names
}

// protocol is the protocol of the site, or else of the defaults. The defaults are for
// sites with a proxy. Without a proxy any of the four protocols is right.
func (s *resolver) protocol(noProxy bool) manifest.UpstreamProtocol {
	v := s.raw.protocol
	if !noProxy {
		v = v.or(s.defaults.protocol)
	}
	if !v.given() {
		return manifest.AutoProtocol
	}
	text := s.expand(v, "upstream-protocol", anyText)
	if p, ok := proxy.ReadProtocol(text); ok && noProxy {
		return p
	}
	p, err := manifest.ParseProtocol(text)
	if err != nil {
		known := []string{"auto", "AmqpWs", "MqttWs", "none"}
		e := fmt.Errorf("its upstream-protocol is %s: expected %s", yamlfile.Show(text), yamlfile.OneOf(known))
		if near := check.Nearest(text, known); near != "" {
			e = fmt.Errorf("%w: did you mean %q?", e, near)
		}
		s.fail(v.at, e)
	}
	return p
}

// noProxy is the no_proxy of the chosen modules.
func (s *resolver) noProxy() string {
	v := s.raw.noProxy.or(s.defaults.noProxy)
	text := strings.TrimSpace(sites.Fill(s.expand(v, "no-proxy", anyText), s.raw.name))
	switch {
	case !v.given():
	case text == "" && len(s.errs) == 0:
		s.fail(v.at, errors.New(`its no-proxy is empty: expected hosts with commas between them, such as "localhost,127.0.0.1,edgeHub", or none`))
	case strings.ContainsFunc(text, unicode.IsControl):
		s.fail(v.at, errors.New("its no-proxy holds a line break or another control character: expected hosts with commas between them"))
	case secret.Text(text) != text:
		s.fail(v.at, errors.New("its no-proxy holds the address of a proxy: expected hosts with commas between them"))
	}
	return text
}

// deploymentOf is the deployment of the site. What the site does not say comes from the
// part of the list that holds for all sites.
func (s *resolver) deploymentOf() *sites.Deployment {
	all, own := s.deployment, s.raw.own
	switch {
	case all == nil && own.at.Line == 0:
		return nil
	case all == nil:
		s.fail(own.at, errors.New(`it has overrides or a target-condition, and there is no deployment to override: add "deployment" with an id, a target-condition and a priority`))
		return nil
	case all.inRows && !own.condition.given():
		s.fail(s.raw.conditionAt, errors.New(`its target-condition is blank, and other sites have one: expected one for each site, such as tags.site='{site}', or a blank column, which makes manifests without a deployment`))
		return nil
	}
	d := &sites.Deployment{}
	d.ID = s.setting(own.id.or(all.id), "id", anyText)
	d.Condition = s.setting(own.condition.or(all.condition), "target-condition", conditionText)
	if all.priority != nil {
		d.Priority = *all.priority
	}
	if own.priority != nil {
		d.Priority = *own.priority
	}
	labels := all.labels
	if own.labels != nil {
		labels = own.labels
	}
	for _, l := range labels {
		d.Labels = append(d.Labels, sites.Label{Name: l.name, Value: s.setting(l.value, "label "+yamlfile.Show(l.name), anyText).Text})
	}
	return d
}

// setting is a text of a deployment. It has to be given.
func (s *resolver) setting(v value, key string, kind textKind) sites.Setting {
	if !v.given() {
		s.fail(s.raw.at, fmt.Errorf("its deployment has no %s: add it to \"deployment\", or to the overrides of the site", key))
		return sites.Setting{}
	}
	text := s.expand(v, key, kind)
	if word := sites.UnknownWord(text); word != "" {
		s.fail(v.at, fmt.Errorf("its %s holds %s, which has no meaning: expected {site}", key, sites.ShowWord(word, v.text)))
	}
	return sites.Setting{Text: text, At: v.at}
}
