package helpdesk

import (
	"strings"

	"deskside/shared/api"
)

// OwnFile reports whether an address is that of a file on an account's own host,
// to which its key may go. What answers to the API is no file: there a mere
// reading changes things, and whoever writes a ticket may have chosen the address.
// Nor is one whose path browsers read otherwise than it is written.
func OwnFile(base api.Base, address string) bool {
	rest, ok := strings.CutPrefix(address, base.Scheme+"://"+base.Host+"/")
	if !ok {
		return false
	}
	path := rest
	if i := strings.IndexAny(path, "?#"); i >= 0 {
		path = path[:i]
	}
	for segment := range strings.SplitSeq(path, "/") {
		if strings.EqualFold(unescaped(segment), "api") || strings.Trim(unescaped(segment), ".") == "" || strings.ContainsAny(unescaped(segment), "/\\") {
			return false
		}
	}
	return !strings.HasSuffix(strings.ToLower(unescaped(path)), ".json")
}

// unescaped takes the percents off a segment of a path, as often as there are any.
func unescaped(segment string) string {
	for range 4 {
		if !strings.Contains(segment, "%") {
			return segment
		}
		var b strings.Builder
		for i := 0; i < len(segment); i++ {
			if segment[i] == '%' && i+2 < len(segment) && hex(segment[i+1]) >= 0 && hex(segment[i+2]) >= 0 {
				b.WriteByte(byte(hex(segment[i+1])<<4 | hex(segment[i+2])))
				i += 2
				continue
			}
			b.WriteByte(segment[i])
		}
		if b.String() == segment {
			return segment
		}
		segment = b.String()
	}
	return segment
}

func hex(c byte) int {
	switch {
	case '0' <= c && c <= '9':
		return int(c - '0')
	case 'a' <= c && c <= 'f':
		return int(c-'a') + 10
	case 'A' <= c && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}
