package bbcode

import (
	"deskside/shared/content/internal/ascii"
	"deskside/shared/content/internal/buffer"
)

// plainWords takes the tags out of a quote's author: boards put links and colours there. The address of a link stays,
// behind its words; the backslashes go that some boards put before quotes.
func plainWords(s string) string {
	var b buffer.Buffer
	address := ""
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c == '\\' && i+1 < len(s) && s[i+1] == '"' {
			continue
		}
		if c == '[' {
			start := i + 1
			closes := start < len(s) && s[start] == '/'
			if closes {
				start++
			}
			t, end := name(s, start)
			last := end
			for last < len(s) && s[last] != ']' {
				last++
			}
			if t != tagNone && last < len(s) && (last == end || s[end] == '=') {
				switch {
				case t != tagURL:
				case !closes:
					if address = ascii.Trim(s[min(end+1, last):last]); ascii.Starts(s[last+1:], address) {
						address = "" // which its words are
					}
				case address != "":
					b.String(" (")
					b.String(address)
					b.Byte(')')
					address = ""
				}
				i = last
				continue
			}
		}
		b.Byte(c)
	}
	if len(b) == 0 {
		return s
	}
	return string(b)
}

// numbered cuts off what boards put behind a quote's author: "Ann, post: 12, member: 3", "Ann;12". It
// gives the first number, which is that of the post.
func numbered(s string) (author, ref string) {
	author = s
	for {
		end := len(author)
		digits := end
		for digits > 0 && '0' <= author[digits-1] && author[digits-1] <= '9' {
			digits--
		}
		at := digits
		if at == end || at == 0 {
			return author, ref
		}
		if author[at-1] != ';' {
			for at > 0 && author[at-1] == ' ' {
				at--
			}
			if at == 0 || author[at-1] != ':' {
				return author, ref
			}
			at--
			word := at
			for at > 0 && (author[at-1]|0x20 >= 'a' && author[at-1]|0x20 <= 'z' || author[at-1] == '_') {
				at--
			}
			if at == word {
				return author, ref
			}
			for at > 0 && author[at-1] == ' ' {
				at--
			}
			if at == 0 || author[at-1] != ',' {
				return author, ref
			}
		}
		if at < 2 {
			return author, ref
		}
		author, ref = author[:at-1], author[digits:end]
	}
}

// dateWords writes a date that boards store as seconds since 1970 as people read it, in UTC.
func dateWords(s string) string {
	seconds := 0
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return s
		}
		seconds = seconds*10 + int(s[i]-'0')
		if i > 12 {
			return s
		}
	}
	if len(s) == 13 {
		seconds /= 1000
	} else if len(s) < 9 || len(s) > 10 {
		return s
	}
	// Years begin in March here, so that the day of a leap year is the last.
	days := seconds/86400 + 719468
	era := days / 146097
	of := days % 146097
	year := (of - of/1460 + of/36524 - of/146096) / 365
	day := of - (365*year + year/4 - year/100)
	month := (5*day + 2) / 153
	day -= (153*month+2)/5 - 1
	year += era * 400
	if month += 3; month > 12 {
		month -= 12
		year++
	}
	var b buffer.Buffer
	b.Int(year)
	for _, part := range [...]struct {
		mark byte
		n    int
	}{{'-', month}, {'-', day}, {' ', seconds / 3600 % 24}, {':', seconds / 60 % 60}} {
		b.Byte(part.mark)
		b.Byte(byte('0' + part.n/10))
		b.Byte(byte('0' + part.n%10))
	}
	return string(b)
}
