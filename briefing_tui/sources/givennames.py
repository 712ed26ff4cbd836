"""Given names, which alone tell `Weber, Anna, Title` from a title that holds commas."""

from __future__ import annotations

from .dates import flat

# The commonest of the languages in which notes put the family name first, flat.
_GIVEN_NAMES = frozenset(
    """
    adam adele agnes ahmed ahmet aisha alain alan albert alberto alejandro aleksandr alessandro
    alex alexander alexandra alfred ali alice alina ana anatoly andre andrea andreas andrei andrew
    angela anita anja ann anna anne annette antoine anton antonio arthur axel ayhan ayse barbara
    bastian beate beatrice ben benjamin bernard bernd bernhard birgit boris brigitte bruno burak
    can carl carla carlos carmen carol carolin caroline caspar catherine cecile cem charles
    charlotte christa christian christina christine christoph christopher claire clara claudia
    claus clemens conrad daniel daniela david deniz derya detlef diana diego dieter dirk dmitri
    dmitry dominique dora dorothea eberhard ebru eckhard edgar edith eduard eduardo edward
    ekaterina ekrem elena elif elisabeth elizabeth elke ella emil emilia emily emine emma emre
    enrique erich erik ernst esra eva evelyn fabian fatma felix fernando florian francisco
    francois frank franz frederic friedrich gabriel gabriela gabriele georg george georges gerald
    gerard gerd gerhard gisela gonzalo gregor guillermo gunter gunther gustav hakan halil hannah
    hannes hans harald harry hasan heidi heike heinrich heinz helen helena helga helmut henri
    henrik henry herbert hermann holger horst hubert hugo huseyin ian ibrahim ida igor ilse inge
    ingrid irene irina iris isabel isabelle ismail ivan jacob jacques jakob james jan jana jane
    janet javier jean jens joachim joan joanna johann johanna johannes john jonas jonathan jorg
    jorge jose josef joseph juan julia julian julie jurgen karen karin karl karsten katarina
    katharina kathrin katja kemal kevin klaus konrad kurt lars laura laurent lea leo leon leyla
    linda lisa lothar louis louise luca lucas lucia ludwig luis luise lukas lutz luz magdalena
    mahmut manfred manuel manuela marc marcel marco marcos marcus margaret margarete maria marie
    marina mario marion mark markus marta martha martin martina mary mathias matthias max mehmet
    melanie mert michael michel michele miguel mikhail monika moritz murat mustafa natalia natalie
    natasha nicolas nicole nikolai nikolaus nina norbert nuray oleg olga oliver olivier omer oscar
    oskar osman otto ozan pablo pascal patricia patrick paul paula pavel pedro pelin peter petra
    philip philipp philippe pierre pinar rafael rainer ralf raymond rebecca regina reinhard
    reinhold renate rene ricardo richard robert roberto roland rolf roman rosa rosemary rudolf
    ruth sabine sally samuel sandra sara sarah sebastian selim selin sergei sergey sergio sevgi
    silke silvia simon sofia sophie stefan stefanie stephan stephanie stephen steven susan susanne
    svetlana sylvia tamara tatiana teresa theo theodor theresa thomas thorsten tim tobias tom
    torsten udo ulrich ulrike ursula ute uwe valentin vera veronika victor victoria viktor vincent
    vladimir volker walter werner wilhelm willi william winfried wolfgang yannick yusuf yves
    yvonne zeynep
    """.split()
)


def is_given_name(word: str) -> bool:
    """Tell whether a word is a common given name."""
    return all(part in _GIVEN_NAMES for part in flat(word).split("-"))
