package helpdesk

import (
	"bytes"
	"strings"
	"unicode/utf8"

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

// longestName is how many characters of a file's name are kept.
const longestName = 100

// FileName takes out of a file's name what would make of it a path, or show it
// otherwise than it is; of a long one the ending stays.
func FileName(name string) string {
	clean := strings.Map(func(r rune) rune {
		switch {
		case r < ' ', r == 0x7f, r == utf8.RuneError, 0x200b <= r && r <= 0x200f, 0x202a <= r && r <= 0x202e, 0x2060 <= r && r <= 0x206f, r == 0xfeff:
			return -1
		case strings.ContainsRune(`/\:*?"<>|`, r):
			return '_'
		}
		return r
	}, name)
	clean = strings.Trim(clean, " .")
	runes := []rune(clean)
	if len(runes) <= longestName {
		return clean
	}
	ending := ""
	if dot := strings.LastIndexByte(clean, '.'); dot >= 0 && len(clean)-dot <= 12 {
		ending = clean[dot:]
	}
	return string(runes[:longestName-utf8.RuneCountInString(ending)-1]) + "…" + ending
}

// PictureType knows pictures by the bytes that their formats begin with (WHATWG, MIME
// Sniffing, 6.1; AVIF: ISO 23000-22), and returns the media type, "" for what is none.
// SVG and HTML are none: they may run scripts.
func PictureType(head []byte) string {
	h := head
	brand := func(from int, word string) bool {
		return len(h) >= from+len(word) && string(h[from:from+len(word)]) == word
	}
	switch {
	case bytes.HasPrefix(h, []byte("\x89PNG\r\n\x1a\n")):
		return "image/png"
	case bytes.HasPrefix(h, []byte("\xff\xd8\xff")):
		return "image/jpeg"
	case brand(0, "GIF87a"), brand(0, "GIF89a"):
		return "image/gif"
	case brand(0, "RIFF") && brand(8, "WEBPVP"):
		return "image/webp"
	case brand(4, "ftypavif"), brand(4, "ftypavis"):
		return "image/avif"
	case brand(0, "BM") && len(h) > 14 && h[6] == 0 && h[7] == 0 && h[8] == 0 && h[9] == 0:
		return "image/bmp"
	}
	return ""
}
