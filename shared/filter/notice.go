package filter

import (
	"strings"

	"deskside/shared/words"
)

// here says where something is not known: in an account with a title, or here.
func (b *binder) here() (place string, account words.Value) {
	if b.Title == "" {
		return "here", words.Text("")
	}
	return "account", words.Text(b.Title)
}

// noticeLimit bounds how many notices an account gives about one query.
const noticeLimit = 16

func (b *binder) notice(say words.Say, instead string) {
	b.tell(Notice{Span: b.span, Say: say, Nearest: instead})
}

// lost is a notice of something that the account does not have.
func (b *binder) lost(say words.Say, instead string) {
	b.tell(Notice{Span: b.span, Say: say, Nearest: instead, Lost: true})
}

func (b *binder) tell(n Notice) {
	if len(b.notices) < noticeLimit {
		b.notices = append(b.notices, n)
	}
}

// nameless tells that nothing of a kind has a name, and what may have been meant.
func (b *binder) nameless(what, name, instead string) {
	place, account := b.here()
	if instead == "" {
		b.lost(words.FilterNoticeNoName(what, words.Text(name), place, account), "")
	} else {
		b.lost(words.FilterNoticeNoNameGuess(what, words.Text(name), place, account, words.Text(instead)), instead)
	}
}

// missing tells that nothing has the name; read says that the names were read.
func (b *binder) missing(n *search, what string, read bool) {
	switch {
	case n.known:
	case read:
		b.nameless(what, n.text, n.found)
	default:
		place, account := b.here()
		b.notice(words.FilterNoticeUnread(words.Text(n.text), place, account, what), "")
	}
}

// asWords tells of a text that stands without quotes and looks like a field
// with a value that it is searched as words, and which field has such a word.
func (b *binder) asWords(text string) {
	name, value, ok := strings.Cut(text, ":")
	if !ok || len(name) < 3 || value == "" || value[0] == '/' || int(b.span.To-b.span.From) != len(text) {
		return
	}
	for i := range len(name) {
		if !nameByte(name[i]) {
			return
		}
	}
	for _, word := range [...]string{name, value} {
		for f := range FieldCount {
			if found, ok := find(fixedWords(f), lower(word)); ok {
				instead := f.String() + ":" + found
				b.notice(words.FilterNoticeAsWordsGuess(words.Text(name), words.Text(text), words.Text(instead)), instead)
				return
			}
		}
	}
	b.notice(words.FilterNoticeAsWords(words.Text(name), words.Text(text)), "")
}

// commas lists words of the language.
func commas[T ~string](list []T) string {
	var b strings.Builder
	for i, word := range list {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(string(word))
	}
	return b.String()
}
