package macros

import (
	"strings"
	"unicode"
)

// common are words that much of a text in a language is made of, and texts in
// others are not.
var common = [...]struct {
	tag   string
	words string
}{
	{"en", " the and is are you my with have not for this that please hello hi thanks we when what "},
	{"de", " der die das und ist nicht ich mit ein eine für auf bitte hallo danke wir sie haben wenn mein "},
	{"fr", " le la les et est je nous vous pas une des pour avec bonjour merci mon ne dans mais sur "},
	{"es", " el los las y es que no una por con hola gracias para mi del se está cuando como pero "},
	{"pt", " o os as e é que não uma por com olá obrigado para meu minha do da em está quando "},
	{"it", " il lo gli e è che non una per con ciao grazie mio del della sono buongiorno quando come ma "},
	{"pl", " i nie jest się na z do proszę dzień dobry mam to że jak dziękuję w mój moje czy ale "},
}

// languageBound is how many letters are looked at.
const languageBound = 2000

// LanguageOf guesses the language of what somebody has written, "" where it
// cannot be told. Of other scripts than the Latin one the letters tell; of that,
// its most common words.
func LanguageOf(text string) string {
	var latin, cyrillic, ukrainian, russian, hebrew, arabic, kana, han, letters int
	for _, r := range text {
		if !unicode.IsLetter(r) {
			continue
		}
		if letters++; letters > languageBound {
			break
		}
		switch {
		case r < 0x250:
			latin++
		case r >= 0x400 && r < 0x530:
			cyrillic++
			switch unicode.ToLower(r) {
			case 'і', 'ї', 'є', 'ґ':
				ukrainian++
			case 'ы', 'э', 'ъ', 'ё':
				russian++
			}
		case r >= 0x590 && r < 0x600:
			hebrew++
		case r >= 0x600 && r < 0x700:
			arabic++
		case r >= 0x3040 && r < 0x3100:
			kana++
		case r >= 0x4e00 && r < 0xa000:
			han++
		}
	}
	half := letters / 2
	switch {
	case letters < 4:
		return ""
	case cyrillic > half && ukrainian > russian:
		return "uk"
	case cyrillic > half:
		return "ru"
	case hebrew > half:
		return "he"
	case arabic > half:
		return "ar"
	case kana > 0 && kana+han > half:
		return "ja"
	case latin > half:
		return latinLanguage(text)
	}
	return ""
}

// latinLanguage counts common words; at least two have to speak for a language,
// and more than for any other.
func latinLanguage(text string) string {
	var counts [len(common)]int
	seen := 0
	for word := range strings.FieldsFuncSeq(strings.ToLower(text[:min(len(text), 8*languageBound)]), func(r rune) bool { return !unicode.IsLetter(r) }) {
		if seen++; seen > 400 {
			break
		}
		for i := range common {
			if strings.Contains(common[i].words, " "+word+" ") {
				counts[i]++
			}
		}
	}
	best, second := -1, 0
	for i, n := range counts {
		switch {
		case best < 0 || n > counts[best]:
			if best >= 0 {
				second = counts[best]
			}
			best = i
		case n > second:
			second = n
		}
	}
	if counts[best] < 2 || counts[best] == second {
		return ""
	}
	return common[best].tag
}
