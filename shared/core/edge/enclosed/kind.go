package enclosed

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"

	"deskside/shared/helpdesk"
)

// kind is a kind of file that is taken, known by its content.
type kind struct {
	media string
	// endings are those that its names may have, the usual one first.
	endings []string
}

// kinds are all that are taken. What a program may run is none of them, nor a page
// or a drawing that may hold a script.
func kinds() []kind {
	return []kind{
		{"image/png", []string{"png"}},
		{"image/jpeg", []string{"jpg", "jpeg"}},
		{"image/gif", []string{"gif"}},
		{"image/webp", []string{"webp"}},
		{"image/avif", []string{"avif"}},
		{"image/bmp", []string{"bmp"}},
		{"image/heic", []string{"heic", "heif"}},
		{"application/pdf", []string{"pdf"}},
		{"application/zip", []string{"zip", "docx", "xlsx", "pptx", "odt", "ods", "odp"}},
		{"application/x-ole-storage", []string{"doc", "xls", "ppt", "msg"}},
		{"application/rtf", []string{"rtf"}},
		{"application/gzip", []string{"gz", "tgz"}},
		{"video/mp4", []string{"mp4", "m4v", "mov", "m4a", "3gp"}},
		{"video/webm", []string{"webm", "mkv"}},
		{"audio/mpeg", []string{"mp3"}},
		{"audio/ogg", []string{"ogg", "oga", "ogv", "opus"}},
		{"audio/wav", []string{"wav"}},
		{"text/plain", []string{"txt", "log", "csv", "tsv", "json", "har", "xml", "md", "yaml", "yml", "ini", "conf", "eml", "ics", "vcf", "srt", "diff", "patch"}},
	}
}

// Endings are those that names of files may have.
func Endings() (all []string) {
	for _, k := range kinds() {
		all = append(all, k.endings...)
	}
	return all
}

// mediaOf judges what a file is by its content, whatever it is called (WHATWG,
// MIME Sniffing, 6 and 7); "" for what is not taken.
func mediaOf(content []byte) string {
	begins := func(from int, word string) bool {
		return len(content) >= from+len(word) && string(content[from:from+len(word)]) == word
	}
	if picture := helpdesk.PictureType(content); picture != "" {
		return picture
	}
	switch {
	case begins(0, "%PDF-"):
		return "application/pdf"
	case begins(0, "PK\x03\x04"), begins(0, "PK\x05\x06"):
		return "application/zip"
	case begins(0, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
		return "application/x-ole-storage"
	case begins(0, `{\rtf`):
		return "application/rtf"
	case begins(0, "\x1f\x8b\x08"):
		return "application/gzip"
	case begins(4, "ftyphei"), begins(4, "ftyphev"), begins(4, "ftypmif1"), begins(4, "ftypmsf1"):
		return "image/heic"
	case begins(4, "ftyp"):
		return "video/mp4"
	case begins(0, "\x1a\x45\xdf\xa3"):
		return "video/webm"
	case begins(0, "ID3"), begins(0, "\xff\xfb"), begins(0, "\xff\xf3"), begins(0, "\xff\xf2"):
		return "audio/mpeg"
	case begins(0, "OggS"):
		return "audio/ogg"
	case begins(0, "RIFF") && begins(8, "WAVE"):
		return "audio/wav"
	case plain(content):
		return "text/plain"
	}
	return ""
}

// searched is how far into a text one looks for what makes it a page or a program.
const searched = 1024

// plain reports whether content is a text, and neither a page, a drawing nor a
// script that a shell runs.
func plain(content []byte) bool {
	text := bytes.TrimPrefix(content, []byte("\xef\xbb\xbf"))
	if bytes.HasPrefix(text, []byte("#!")) || !utf8.Valid(text) {
		return false
	}
	for _, c := range text {
		if c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != 0x1b {
			return false
		}
	}
	head := bytes.ToLower(text[:min(len(text), searched)])
	for _, mark := range [...]string{"<!doctype html", "<html", "<head", "<body", "<script", "<svg", "<iframe", "<xsl:"} {
		if bytes.Contains(head, []byte(mark)) {
			return false
		}
	}
	return true
}

// named is a name for a file of a media type: cleaned, with an ending of that type.
func named(name, media string) string {
	name = helpdesk.FileName(name)
	all := kinds()
	at := slices.IndexFunc(all, func(k kind) bool { return k.media == media })
	if at < 0 {
		return name
	}
	stem, ending := name, ""
	if dot := strings.LastIndexByte(name, '.'); dot >= 0 {
		stem, ending = name[:dot], strings.ToLower(name[dot+1:])
	}
	switch {
	case ending != "" && stem != "" && slices.Contains(all[at].endings, ending):
		return name
	case strings.Trim(stem, " .") == "":
		stem = "file"
	case !slices.ContainsFunc(all, func(k kind) bool { return slices.Contains(k.endings, ending) }):
		// What stands behind the last dot is a part of its name.
		stem = name
	}
	return helpdesk.FileName(stem + "." + all[at].endings[0])
}

// Unlike returns names of which no two are alike, whatever the case of their letters.
func Unlike(names []string) []string {
	all := make([]string, 0, len(names))
	for _, name := range names {
		stem, ending := name, ""
		if dot := strings.LastIndexByte(name, '.'); dot > 0 {
			stem, ending = name[:dot], name[dot:]
		}
		unlike := name
		for i := byte('2'); i <= '9' && slices.ContainsFunc(all, func(other string) bool { return strings.EqualFold(other, unlike) }); i++ {
			unlike = stem + "-" + string(rune(i)) + ending
		}
		all = append(all, unlike)
	}
	return all
}
