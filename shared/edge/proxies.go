package edge

import (
	"errors"
	"net/http"
	"net/netip"
	"strings"

	"deskside/shared/api"
)

// Headers in which proxies say whom they ask for: the one in use, and that of RFC 7239.
const (
	XForwardedFor = "X-Forwarded-For"
	Forwarded     = "Forwarded"
)

// Behind tells clients apart by what trusted proxies say of them: networks such
// as "10.0.0.0/8" or single addresses. They are believed in one header alone,
// which all of them must set or extend; what stands in it before the first that
// is not trusted was written by whoever likes to.
func Behind(proxies []string, header string) (func(*http.Request) string, error) {
	if header != XForwardedFor && header != Forwarded {
		return nil, errors.New("proxies are believed in " + XForwardedFor + " or in " + Forwarded + ", not in " + api.Detail(header))
	}
	var trusted []netip.Prefix
	for _, text := range proxies {
		network, err := netip.ParsePrefix(text)
		if ip, single := netip.ParseAddr(text); err != nil && single == nil {
			network, err = ip.Prefix(ip.BitLen())
		}
		if err != nil {
			return nil, errors.New("a proxy is an address or a network, such as 10.0.0.0/8; this is neither: " + api.Detail(text))
		}
		trusted = append(trusted, network.Masked())
	}
	trusts := func(ip netip.Addr) bool {
		for _, network := range trusted {
			if network.Contains(ip) {
				return true
			}
		}
		return false
	}
	return func(r *http.Request) string {
		nearest, ok := node(r.RemoteAddr)
		if !ok {
			return r.RemoteAddr
		}
		hops := hopsOf(r.Header.Values(header), header == Forwarded)
		for i := len(hops) - 1; i >= 0 && trusts(nearest); i-- {
			further, ok := node(hops[i])
			if !ok {
				// An address that a proxy hides or does not know: it stands for all behind it.
				break
			}
			nearest = further
		}
		return Network(nearest.String())
	}, nil
}

// hopsOf lists whom proxies asked for, the nearest last. "" is one that is not said.
func hopsOf(lines []string, forwarded bool) (hops []string) {
	for element := range strings.SplitSeq(strings.Join(lines, ","), ",") {
		if !forwarded {
			hops = append(hops, element)
			continue
		}
		node := ""
		for pair := range strings.SplitSeq(element, ";") {
			if name, value, ok := strings.Cut(pair, "="); ok && strings.EqualFold(strings.TrimSpace(name), "for") {
				node = value
			}
		}
		hops = append(hops, node)
	}
	return hops
}

// node reads an address with or without a port, in brackets and quotation marks
// as RFC 7239, 6 writes them.
func node(text string) (netip.Addr, bool) {
	text = strings.Trim(strings.TrimSpace(text), `"`)
	if port, err := netip.ParseAddrPort(text); err == nil {
		return port.Addr().Unmap().WithZone(""), true
	}
	ip, err := netip.ParseAddr(strings.TrimSuffix(strings.TrimPrefix(text, "["), "]"))
	return ip.Unmap().WithZone(""), err == nil
}
