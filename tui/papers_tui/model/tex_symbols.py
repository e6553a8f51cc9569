"""The commands of TeX that stand for characters or words."""

from typing import Final


def _pairs(text: str) -> dict[str, str]:
    words = text.split()
    return dict(zip(words[::2], words[1::2], strict=True))


SYMBOLS: Final = _pairs(
    """
    alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι
    kappa κ varkappa ϰ lambda λ mu μ nu ν xi ξ omicron ο pi π varpi ϖ rho ρ varrho ϱ sigma σ
    varsigma ς tau τ upsilon υ phi φ varphi φ chi χ psi ψ omega ω digamma ϝ
    Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω
    varGamma Γ varDelta Δ varTheta Θ varLambda Λ varSigma Σ varPhi Φ varPsi Ψ varOmega Ω
    Alpha Α Beta Β Epsilon Ε Eta Η Kappa Κ Rho Ρ Tau Τ Chi Χ chiup χ muup μ
    ell ℓ hbar ℏ hslash ℏ imath ı jmath ȷ Re Re Im Im wp ℘ aleph ℵ beth ℶ partial ∂ nabla ∇
    infty ∞ infinity ∞ emptyset ∅ varnothing ∅ forall ∀ exists ∃ nexists ∄ neg ¬ lnot ¬
    top ⊤ bot ⊥ prime ′ angle ∠ triangle △ square □ Box □ Diamond ◇ blacksquare ■ qed □ sharp ♯
    flat ♭ natural ♮ surd √ dagger † dag † ddagger ‡ ddag ‡ degree ° textdegree ° circledR ®
    ldots … dots … dotsc … dotsb … cdots ⋯ vdots ⋮ ddots ⋱ textellipsis …
    lbrace { rbrace } lbrack [ rbrack ] langle ⟨ rangle ⟩ lceil ⌈ rceil ⌉ lfloor ⌊ rfloor ⌋
    llbracket ⟦ rrbracket ⟧ lvert | rvert | vert | lVert ‖ rVert ‖ Vert ‖ backslash ∖
    checkmark ✓ cmark ✓ xmark ✗ heartsuit ♥ spadesuit ♠ clubsuit ♣ diamondsuit ♦ bigstar ★
    NP NP NEXP NEXP FPT FPT PSPACE PSPACE DTIME DTIME MIP MIP
    eps ε reals ℝ slash / sun ☉ odot ⊙ micron μm complement ∁ mho ℧ eth ð
    """
)
"""Commands that stand for a character, in mathematics and in prose."""

RELATIONS: Final = _pairs(
    """
    leq ≤ le ≤ leqslant ≤ leqq ≤ geq ≥ ge ≥ geqslant ≥ geqq ≥ neq ≠ ne ≠ ll ≪ gg ≫ lll ⋘ ggg ⋙
    approx ≈ approxeq ≊ thickapprox ≈ sim ∼ thicksim ∼ simeq ≃ cong ≅ equiv ≡ asymp ≍ doteq ≐
    propto ∝ varpropto ∝ triangleq ≜ coloneqq ≔ eqqcolon ≕ models ⊨ vdash ⊢ dashv ⊣ vDash ⊨
    Vdash ⊩ lesssim ≲ gtrsim ≳ lessapprox ⪅ gtrapprox ⪆ lessgtr ≶ prec ≺ succ ≻ preceq ⪯ succeq ⪰
    preccurlyeq ≼ succcurlyeq ≽ in ∈ ni ∋ notin ∉ subset ⊂ subseteq ⊆ subseteqq ⊆ subsetneq ⊊
    subsetneqq ⊊ supset ⊃ supseteq ⊇ supsetneq ⊋ sqsubseteq ⊑ sqsupseteq ⊒ sqsubset ⊏ nsubseteq ⊈
    perp ⟂ parallel ∥ nparallel ∦ mid | nmid ∤ divides | bowtie ⋈ lt < gt > nleq ≰ ngeq ≱ nless ≮
    to → rightarrow → longrightarrow ⟶ leftarrow ← gets ← longleftarrow ⟵ leftrightarrow ↔
    longleftrightarrow ⟷ Rightarrow ⇒ Longrightarrow ⟹ implies ⟹ Leftarrow ⇐ Longleftarrow ⟸
    impliedby ⟸ Leftrightarrow ⇔ Longleftrightarrow ⟺ iff ⟺ mapsto ↦ longmapsto ⟼
    hookrightarrow ↪ hookleftarrow ↩ rightharpoonup ⇀ rightleftharpoons ⇌ leadsto ⇝
    rightsquigarrow ⇝ twoheadrightarrow ↠ rightrightarrows ⇉ nrightarrow ↛
    """
)
"""Relations and arrows, which have a blank on both sides."""

OPERATORS: Final = _pairs(
    """
    times × div ÷ pm ± mp ∓ cdot · cdotp · ast * star ⋆ circ ∘ bullet • cup ∪ cap ∩ uplus ⊎
    sqcup ⊔ sqcap ⊓ vee ∨ lor ∨ wedge ∧ land ∧ setminus ∖ smallsetminus ∖ oplus ⊕ ominus ⊖
    otimes ⊗ oslash ⊘ boxplus ⊞ boxtimes ⊠ rtimes ⋊ ltimes ⋉ wr ≀ amalg ⨿ bmod mod
    uparrow ↑ downarrow ↓ Uparrow ⇑ Downarrow ⇓ updownarrow ↕ nearrow ↗ searrow ↘ nwarrow ↖
    swarrow ↙ triangleright ▷ triangleleft ◁ diamond ⋄ bigcirc ◯ intercal ⊺ veebar ⊻
    """
)
"""Operators between two terms, which are as wide as the source writes them."""

NAMES: Final = {
    **{
        name: name
        for name in (
            "log ln lg exp sin cos tan cot sec csc sinh cosh tanh coth arcsin arccos arctan "
            "min max inf sup lim liminf limsup arg argmin argmax det dim ker deg gcd hom Pr "
            "mod lcm tr Tr rank diag sgn sign poly polylog dist supp softmax Var Cov "
            "Hom Aut End Gal"
        ).split()
    },
    **_pairs(
        """
        sum ∑ Sum ∑ prod ∏ coprod ∐ int ∫ iint ∬ iiint ∭ oint ∮ bigcup ⋃ bigcap ⋂ bigoplus ⨁
        bigotimes ⨂ bigvee ⋁ bigwedge ⋀ bigsqcup ⨆ biguplus ⨄ bigodot ⨀ Prob Pr
        """
    ),
}
"""Functions and the large operators, which a blank parts from what they are applied to."""

HABITS: Final = {
    **_pairs(
        """
        R ℝ N ℕ Z ℤ Q ℚ C ℂ F 𝔽 E 𝔼 RR ℝ NN ℕ ZZ ℤ QQ ℚ CC ℂ FF 𝔽 EE 𝔼 PP ℙ bbR ℝ Real ℝ
        Oh O bigO O softO Õ cA 𝒜 cB ℬ cC 𝒞 cD 𝒟 cE ℰ cF ℱ cG 𝒢 cH ℋ cI ℐ cK 𝒦 cL ℒ cM ℳ cN 𝒩
        cO O cP 𝒫 cQ 𝒬 cR ℛ cS 𝒮 cT 𝒯 cU 𝒰 cV 𝒱 cW 𝒲 cX 𝒳 cY 𝒴 cZ 𝒵 calP 𝒫 lam λ l ℓ x x y y z z w w
        """
    ),
    **{letter: letter for letter in "A B D G H I J K L M O P S T U V W X Y".split()},
    **{bold: bold[1] for bold in "bx by bz bu bw bX bY bZ bA bW vx vy vz vw".split()},
}
"""Macros that authors define for themselves, nearly always so; read in mathematics alone."""

PROSE: Final = {
    **_pairs(
        """
        o ø O Ø l ł L Ł ss ß aa å AA Å ae æ AE Æ oe œ OE Œ i ı j ȷ dh ð DH Ð th þ TH Þ ng ŋ NG Ŋ
        S § P ¶ copyright © textcopyright © textregistered ® texttrademark ™ pounds £ euro €
        texteuro € textyen ¥ textcent ¢ textmu μ texttimes × textpm ± textbullet •
        textperiodcentered · textendash – textemdash — textquoteleft ‘ textquoteright ’
        textquotedblleft “ textquotedblright ” textquotedbl " textquotesingle ' lq ‘ rq ’
        guillemotleft « guillemotright » textless < textgreater > textbar | textasciitilde ~
        textasciicircum ^ textunderscore _ textbackslash \\ textbraceleft { textbraceright }
        textdollar $ textpercent % textasciigrave ` textexclamdown ¡ textquestiondown ¿
        LaTeX LaTeX TeX TeX BibTeX BibTeX LaTeXe LaTeX2e eg e.g. ie i.e. etc etc. cf cf.
        textalpha α textbeta β textgamma γ textdelta δ textepsilon ε textlambda λ textsigma σ
        """
    ),
    "etal": "et al.",
    "wrt": "w.r.t.",
    "item": "•",
    "newline": " ",
    "par": " ",
}
"""Commands of prose."""

LETTERS: Final = frozenset("o O l L ss aa AA ae AE oe OE i j dh DH th TH ng NG".split())
"""The commands of prose that are letters of a word."""

DROPPED: Final = frozenset(
    """
    bf it em rm tt sc sf sl bfseries itshape ttfamily rmfamily sffamily scshape upshape
    mathstrut strut limits nolimits displaystyle textstyle scriptstyle scriptscriptstyle
    tiny scriptsize footnotesize small normalsize large Large LARGE huge Huge noindent indent
    left right middle big Big bigg Bigg bigl bigr bigm Bigl Bigr Bigm biggl biggr Biggl Biggr
    nonumber notag allowbreak nobreak relax centering mit boldmath unboldmath protect xspace
    newpage smallskip medskip bigskip maketitle itbf frenchspacing linebreak
    """.split()
)
"""Commands that say how something looks, and nothing else."""

SPACES: Final = {
    **dict.fromkeys(["quad", "qquad", "space", "enspace", "enskip", "thinspace", ",", ";"], " "),
    **dict.fromkeys([":", " ", ">", "\n", "nobreakspace", "hfill", "hfil"], " "),
    **dict.fromkeys(["!", "-", "/", "negthinspace"], ""),
}
"""The commands for blanks, wide and narrow."""

ESCAPED: Final = {**{sign: sign for sign in "%$&_#{}"}, "|": "‖"}
"""Characters that stand behind a backslash for themselves, and the double bar."""
