package content

import (
	"deskside/shared/content"
	"deskside/shared/core/compose"
	"deskside/shared/words"
)

// sentence says what became of what, and where: "The attribute onclick of p at
// 17:4 was dropped."
func sentence(l *compose.Loss) words.Say {
	what := word(l.What)
	if l.Name != "" {
		what = words.Within(words.LossNamed(what, words.Text(l.Name)))
	}
	switch {
	case l.Of != "":
		what = words.Within(words.LossOf(what, words.Text(l.Of)))
	case l.In != "":
		what = words.Within(words.LossOf(what, word(l.In)))
	}
	line, column := words.Number(l.Line), words.Number(l.Column)
	why, said := reasons[l.Why]
	switch l.Outcome {
	case content.Unwrapped.Name():
		if said {
			return words.LossUnwrappedWhy(what, line, column, words.Within(why))
		}
		return words.LossUnwrapped(what, line, column)
	case content.Refused.Name():
		return words.LossRefused(what, line, column, words.Within(why))
	case content.Literal.Name():
		return words.LossLiteral(what, line, column, words.Within(why))
	case content.Changed.Name():
		instead := words.Text(l.Instead)
		if said {
			instead = words.Within(why)
		}
		return words.LossChanged(what, line, column, instead)
	}
	if said {
		return words.LossDroppedWhy(what, line, column, words.Within(why))
	}
	return words.LossDropped(what, line, column)
}

// word is a sort of thing or a kind of node. A kind without a word of its own is a tag by its name.
func word(what string) words.Value {
	if said, ok := things[what]; ok {
		return words.Within(said)
	}
	return words.Within(words.LossNamed(words.Within(words.LossWhatTag()), words.Text(what)))
}

var things = map[string]words.Say{
	"paragraph":              words.LossWhatParagraph(),
	"heading":                words.LossWhatHeading(),
	"code block":             words.LossWhatCodeBlock(),
	"rule":                   words.LossWhatRule(),
	"list":                   words.LossWhatList(),
	"list item":              words.LossWhatListItem(),
	"table":                  words.LossWhatTable(),
	"row":                    words.LossWhatRow(),
	"cell":                   words.LossWhatCell(),
	"quote":                  words.LossWhatQuote(),
	"spoiler":                words.LossWhatSpoiler(),
	"signature":              words.LossWhatSignature(),
	"text":                   words.LossWhatText(),
	"line break":             words.LossWhatLineBreak(),
	"image":                  words.LossWhatImage(),
	"mention":                words.LossWhatMention(),
	"attachment":             words.LossWhatAttachment(),
	"inline code":            words.LossWhatInlineCode(),
	"bold":                   words.LossWhatBold(),
	"italic":                 words.LossWhatItalic(),
	"underline":              words.LossWhatUnderline(),
	"strike":                 words.LossWhatStrike(),
	"subscript":              words.LossWhatSubscript(),
	"superscript":            words.LossWhatSuperscript(),
	"colour":                 words.LossWhatColour(),
	"size":                   words.LossWhatSize(),
	"font":                   words.LossWhatFont(),
	"link":                   words.LossWhatLink(),
	"attribute":              words.LossWhatAttribute(),
	"element":                words.LossWhatElement(),
	"tag":                    words.LossWhatTag(),
	"style":                  words.LossWhatStyle(),
	"address":                words.LossWhatAddress(),
	"value":                  words.LossWhatValue(),
	"list style":             words.LossWhatListStyle(),
	"alignment":              words.LossWhatAlignment(),
	"span":                   words.LossWhatSpan(),
	"language":               words.LossWhatLanguage(),
	"declaration":            words.LossWhatDeclaration(),
	"comment":                words.LossWhatComment(),
	"unfinished tag":         words.LossWhatUnfinishedTag(),
	"control character":      words.LossWhatControlCharacter(),
	"byte that is not UTF-8": words.LossWhatByteThatIsNotUtf8(),
}

// reasons are those of content, by name.
var reasons = map[string]words.Say{
	content.RunsScripts.Name():        words.LossWhyScripts(),
	content.NotText.Name():            words.LossWhyNotText(),
	content.IsHidden.Name():           words.LossWhyHidden(),
	content.NoExtent.Name():           words.LossWhyNoExtent(),
	content.OnlyText.Name():           words.LossWhyOnlyText(),
	content.NoDestination.Name():      words.LossWhyNoDestination(),
	content.OutsideTable.Name():       words.LossWhyOutsideTable(),
	content.NotFirst.Name():           words.LossWhyNotFirst(),
	content.ThereTwice.Name():         words.LossWhyTwice(),
	content.NotPixels.Name():          words.LossWhyNotPixels(),
	content.ManyOpen.Name():           words.LossWhyManyOpen(),
	content.TooMuch.Name():            words.LossWhyTooMuch(),
	content.OutsideList.Name():        words.LossWhyOutsideList(),
	content.OnePixel.Name():           words.LossWhyOnePixel(),
	content.NoIdentifier.Name():       words.LossWhyNoIdentifier(),
	content.NotPlainWord.Name():       words.LossWhyNotPlainWord(),
	content.NotKnown.Name():           words.LossWhyNotKnown(),
	content.NotListed.Name():          words.LossWhyNotListed(),
	content.NoSuchTag.Name():          words.LossWhyNoSuchTag(),
	content.Incomplete.Name():         words.LossWhyIncomplete(),
	content.ClosesNothing.Name():      words.LossWhyClosesNothing(),
	content.NothingCloses.Name():      words.LossWhyNothingCloses(),
	content.NoMark.Name():             words.LossWhyNoMark(),
	content.AddressEmpty.Name():       words.LossWhyAddressEmpty(),
	content.AddressLong.Name():        words.LossWhyAddressLong(words.Number(content.MaxURL)),
	content.AddressScheme.Name():      words.LossWhyAddressScheme(),
	content.AddressRelative.Name():    words.LossWhyAddressRelative(),
	content.AddressControl.Name():     words.LossWhyAddressControl(),
	content.AddressCredentials.Name(): words.LossWhyAddressCredentials(),
	content.AddressHost.Name():        words.LossWhyAddressHost(),
	content.AddressInvalid.Name():     words.LossWhyAddressInvalid(),
	content.AsPlainColor.Name():       words.LossAsPlainColor(),
	content.AsParagraphs.Name():       words.LossAsParagraphs(),
	content.AsParagraph.Name():        words.LossAsParagraph(),
	content.AsOneLineHeading.Name():   words.LossAsHeading(),
	content.AsQuoteWithLine.Name():    words.LossAsQuoteLine(),
	content.AsDecimal.Name():          words.LossAsDecimal(),
	content.AsOpenText.Name():         words.LossAsOpenText(),
	content.AsTextAfterDashes.Name():  words.LossAsDashes(),
	content.AsOwnSize.Name():          words.LossAsOwnSize(),
	content.AsName.Name():             words.LossAsName(),
	content.AsHeadless.Name():         words.LossAsHeadless(),
	content.AsOnePlace.Name():         words.LossAsOnePlace(),
	content.AsNoHead.Name():           words.LossAsNoHead(),
	content.AsOneLine.Name():          words.LossAsOneLine(),
	content.AsLines.Name():            words.LossAsLines(),
	content.AsBars.Name():             words.LossAsBars(),
	content.AsQuoteLines.Name():       words.LossAsQuoteLines(),
	content.AsAlt.Name():              words.LossAsAlt(),
	content.AsAddress.Name():          words.LossAsAddress(),
	content.AsUnfolded.Name():         words.LossAsUnfolded(),
	content.AsRoundBracket.Name():     words.LossAsRound(),
	content.AsOtherMarks.Name():       words.LossAsOtherMarks(),
	content.AsLink.Name():             words.LossAsLink(),
	content.AsText.Name():             words.LossAsText(),
}
