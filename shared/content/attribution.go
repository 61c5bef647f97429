package content

import (
	"unicode/utf8"

	"deskside/shared/content/internal/ascii"
)

const maxAttribution = 300

// takeAttribution removes the paragraph before a quote and gives its words when they introduce the
// quote, as mail programs write it in any language: "On 3 May 2026 at 10:00, Anna wrote:". The line
// ends in a colon and has a time of day or a year.
func (b *Builder) takeAttribution(parent ID) string {
	p := b.lastPara
	if p == 0 || b.nodes[parent].last != p || b.nodes[p].Kind != Paragraph {
		return ""
	}
	var buf [maxAttribution]byte
	line, ok := b.gather(buf[:0], p)
	if !ok || !introducesQuote(line) {
		return ""
	}
	line = trimColon(line)
	if b.beforeLastPara == 0 {
		b.nodes[parent].First = 0
	} else {
		b.nodes[b.beforeLastPara].Next = 0
	}
	b.nodes[parent].last = b.beforeLastPara
	b.lastPara, b.beforeLastPara = 0, 0
	return string(line)
}

func trimColon(line []byte) []byte {
	for len(line) > 0 && (line[len(line)-1] == ':' || line[len(line)-1] == ' ') {
		line = line[:len(line)-1]
	}
	return line
}

// gather appends the text below a node; false when it is longer than the room in dst or has more
// than text in it.
func (b *Builder) gather(dst []byte, id ID) ([]byte, bool) {
	for c := b.nodes[id].First; c != 0; c = b.nodes[c].Next {
		b.steps++
		ok := true
		switch n := &b.nodes[c]; n.Kind {
		case Text:
			if len(dst)+int(n.len) > cap(dst) {
				return dst, false
			}
			dst = append(dst, b.text[n.off:n.off+n.len]...)
		case Break:
			if len(dst) == cap(dst) {
				return dst, false
			}
			dst = append(dst, ' ')
		case Image, Code, Mention, Attachment:
			return dst, false
		default:
			if dst, ok = b.gather(dst, c); !ok {
				return dst, false
			}
		}
	}
	return dst, true
}

// IntroducesQuote tells the line with which a mail program introduces what it quotes: it ends in a
// colon and has a time of day or a year, so is dated, or a word for writing.
func IntroducesQuote(line string) (ok, dated bool) {
	dated = datedIntroduction([]byte(line))
	return dated || introducesQuote([]byte(line)), dated
}

func introducesQuote(line []byte) bool {
	n := len(line)
	if n < 8 || line[n-1] != ':' || !utf8.Valid(line) {
		return false
	}
	for list := wrote; len(list) > 1; {
		var word string
		if word, list = nextWord(list); ascii.Contains(string(line), word) {
			return true
		}
	}
	return datedIntroduction(line)
}

func datedIntroduction(line []byte) bool {
	n := len(line)
	if n < 12 || line[n-1] != ':' || !utf8.Valid(line) {
		return false
	}
	digits := 0
	for i := 0; i < n-1; i++ {
		c := line[i]
		if c < '0' || c > '9' {
			digits = 0
			continue
		}
		digits++
		if digits == 4 && (line[i-3] == '2' && line[i-2] == '0' || line[i-3] == '1' && line[i-2] == '9') {
			return true
		}
		if digits <= 2 && i+3 < n && line[i+1] == ':' && '0' <= line[i+2] && line[i+2] <= '5' && '0' <= line[i+3] && line[i+3] <= '9' {
			return true
		}
	}
	return false
}
