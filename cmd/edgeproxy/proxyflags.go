package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/pflag"

	"github.com/iotedge-tools/edgeproxy/manifest"
)

// proxyFlags are the ways to give the proxy. A password need not stand on the
// command line, where other users of the machine see it.
type proxyFlags struct {
	url, file string
}

func (f *proxyFlags) add(flags *pflag.FlagSet) {
	flags.StringVar(&f.url, "proxy-url", "", "the proxy, a `URL` such as http://proxy.example.com:3128, or a placeholder such as ${PROXY_URL}; default: the environment variable EDGEPROXY_PROXY_URL")
	flags.StringVar(&f.file, "proxy-url-file", "", "read the proxy from the first line of this `FILE`")
}

// read is the proxy that was given; zero if none was.
func (f *proxyFlags) read(a *app) (manifest.ProxyURL, error) {
	value, from := f.url, "--proxy-url"
	switch {
	case f.url != "" && f.file != "":
		return manifest.ProxyURL{}, errors.New("--proxy-url and --proxy-url-file are both given: expected one of them")
	case f.file != "":
		text, err := readSecretFile(f.file)
		if err != nil {
			return manifest.ProxyURL{}, err
		}
		value, from = text, "--proxy-url-file"
	case f.url == "":
		value, from = a.getenv("EDGEPROXY_PROXY_URL"), "EDGEPROXY_PROXY_URL"
		if strings.TrimSpace(value) == "" {
			return manifest.ProxyURL{}, nil
		}
	}
	url, err := manifest.ParseProxyURL(value)
	if err != nil {
		return manifest.ProxyURL{}, fmt.Errorf("%s: %w", from, err)
	}
	return url, nil
}
