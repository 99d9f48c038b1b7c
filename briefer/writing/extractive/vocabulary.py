"""The word lists the extractive writer reads English news with.

Lists that become part of a pattern are alternatives of a regular expression, longest first.
"""


def _alternatives(words: str) -> str:
    return "|".join(sorted(words.replace("_", r"\s+").split(), key=lambda word: (-len(word), word)))


SPEECH_VERBS = _alternatives(
    """said says told added adds noted notes stated states announced warned warns insisted
    insists argued argues stressed explained declared reported reports mentioned continued wrote
    tweeted commented remarked acknowledged admitted replied recalled confirmed concluded
    claimed claims urged emphasised emphasized suggested predicted promised vowed testified
    complained estimated believes believed thinks thought called"""
)

ANAPHORIC_NOUNS = frozenset(
    """plant plan plans deal deals move moves decision decisions proposal proposals ruling
    measure measures agreement agreements incident incidents accident crash attack attacks blast
    explosion explosions strike strikes raid raids clash clashes fire blaze quake tremor storm
    flood disaster tragedy victim victims suspect suspects man men woman women boy girl child
    couple pair group company firm bank airline retailer carmaker manufacturer operator maker
    supplier charity party team side club match game win victory defeat result results loss
    losses profit figure figures increase decrease rise fall drop change changes order case
    trial verdict sentence charges charge allegations allegation accusation accusations claim
    claims report reports study survey poll findings finding statement statements paper papers
    remark remarks comment comments speech interview letter document documents video footage
    announcement meeting talks summit visit event events ceremony protest protests demonstration
    rally vote ballot bill law legislation act package project programme program scheme building
    site area region town village city island country nation vessel ship boat plane aircraft
    flight train bus car vehicle truck bomb device gunman attacker attackers driver pilot
    official officials ministry department agency institute court judge panel committee
    commission organisation organization union association foundation operation mission offer
    bid request call move issue problem situation crisis conflict dispute controversy scandal
    affair row matter subject question questions process investigation inquiry probe search news
    development developments comparison difference ban pledge promise suggestion idea strategy
    policy role position post job death deaths killing killings shooting arrest arrests injury
    injuries damage restriction restrictions money cash sum loan grant funding contract goal
    penalty""".split()
)
"""Nouns that, with "the" and nothing after them, point at something told before."""

HUMAN_NOUNS = frozenset(
    """man woman boy girl president minister premier chancellor secretary spokesman spokeswoman
    spokesperson chief head leader chairman chairwoman director manager executive founder judge
    justice prosecutor lawyer attorney sheriff captain coach striker defender midfielder
    goalkeeper driver champion player analyst economist professor scientist researcher doctor
    officer commander colonel lieutenant sergeant general inspector detective author actor
    actress singer artist journalist reporter editor activist candidate king queen prince
    princess pope bishop governor mayor senator lawmaker ambassador envoy commissioner official
    resident witness victim suspect defendant father mother son daughter brother sister husband
    wife farmer teacher student soldier pilot passenger survivor worker owner neighbour neighbor
    widow winner winger batsman bowler rider swimmer runner skipper someone anyone everyone
    nobody person patient teenager child refugee gunman attacker politician deputy aide adviser
    advisor""".split()
)

OPENING_VERBS = _alternatives(
    """Said Says Told Added Adds See Read Watch Listen Click Call Visit Email Enter Find Use Try
    Please Sign Join Contact Share Follow Download Check Send Get Buy Write Compose Provide
    Explain Describe Create Generate Ignore Forget Imagine Translate Summarise Summarize Calculate
    Compute Recommend Suggest Include Tell Give Make Let"""
)

AGENCIES = _alternatives(
    """Reuters AFP AP PA DPA TASS RIA Xinhua Interfax Bloomberg ANSA EFE PTI ANI IANS Kyodo
    Yonhap AAP Agence_France-Presse Agence_France_Presse Associated_Press Press_Association
    Guardian BBC CNN"""
)

ROLES = frozenset(
    """mr mrs ms miss dr sir dame lord lady prof professor sen rep gen col capt lt sgt judge
    justice rev hon president premier minister chancellor secretary attorney king queen
    prince princess pope bishop archbishop cardinal governor mayor senator congressman
    congresswoman representative ambassador commissioner spokesman spokeswoman spokesperson
    speaker chief head leader chairman chairwoman chair director manager executive ceo cfo
    founder prosecutor sheriff captain coach striker defender midfielder goalkeeper driver
    champion analyst economist scientist researcher doctor officer commander colonel
    lieutenant sergeant general admiral marshal major inspector detective author actor
    actress singer director journalist reporter editor activist candidate adviser advisor
    envoy deputy mp md owner lawyer seismologist winner bowler batsman skipper""".split()
)
"""Words that, right before a name, say what the person is."""

FORMAL_TITLES = frozenset(
    """president premier chancellor king queen prince princess pope bishop archbishop
    cardinal governor mayor senator congressman congresswoman judge justice gen general col
    colonel capt lt sgt rev sen rep ambassador admiral prof professor""".split()
)
"""Roles that keep their capital before a name."""

NOT_PERSONAL = frozenset(
    """ministry minister council party department committee commission bank agency court
    university college school institute police army navy force forces office congress
    parliament senate house union league association federation organisation organization
    group corp corporation company inc ltd plc llc airlines airways bureau service services
    network times post news press media guard brigade street road avenue square park river
    lake sea ocean bay island islands mountain city county district province region republic
    kingdom states nations north south east west northern southern eastern western central
    international national world cup championship games open stadium airport station
    hospital center centre church act bill treaty agreement foundation fund exchange index
    guardian reuters telegraph herald journal today daily january february march april may
    june july august september october november december monday tuesday wednesday thursday
    friday saturday sunday the on in at for after before since while when as but and or if
    his her its their this that these those new old great saint american russian british
    french german chinese ukrainian israeli palestinian european african asian australian
    canadian indian japanese iranian iraqi turkish united rovers town athletic wanderers
    albion rangers celtic hotspur villa english scottish irish welsh dutch spanish
    italian""".split()
)
"""Words that no person's name holds."""

PHRASE_BOUNDARIES = frozenset(
    """the and or but as by of in on at to for from with that when while where who which
    said says told added after before against about whether is was were are has had have
    over under a an its his her their this our my your than like including between among via
    without also will would can could may might must shall should do does did see sees saw meet
    meets met give gives gave make makes made take takes took leave leaves left ask asks asked put
    puts""".split()
)
"""Words at which the role before a name ends."""
