"""The word lists the extractive writer reads English news with, as alternatives of a pattern."""


def _alternatives(words: str) -> str:
    return "|".join(sorted(words.replace("_", r"\s+").split(), key=lambda word: (-len(word), word)))


SPEECH_VERBS = _alternatives(
    """said says told added adds noted notes stated states announced warned warns insisted insists
    argued argues stressed explained declared reported reports mentioned continued wrote tweeted
    commented remarked acknowledged admitted replied recalled confirmed concluded claimed claims
    urged emphasised emphasized suggested predicted promised vowed testified complained
    estimated believes believed thinks thought called"""
)

"""Nouns that, with "the" and nothing after them, point at something told before."""
ANAPHORIC_NOUNS = _alternatives(
    """plant plan plans deal deals move moves decision decisions proposal proposals ruling measure
    measures agreement agreements incident incidents accident crash attack attacks blast explosion
    explosions strike strikes raid raids clash clashes fire blaze quake tremor storm flood
    disaster tragedy victim victims suspect suspects man men woman women boy girl child couple
    pair group company firm bank airline retailer carmaker manufacturer operator maker supplier
    charity party team side club match game win victory defeat result results loss losses
    profit figure figures increase decrease rise fall drop change changes
    order case trial verdict sentence charges charge allegations allegation accusation accusations
    claim claims report reports study survey poll findings finding statement statements remark
    remarks comment comments speech interview letter document documents video footage announcement
    meeting talks summit visit event events ceremony protest protests demonstration rally
    vote ballot bill law legislation act package project programme program scheme
    building site area region town village city island country nation vessel ship boat plane
    aircraft flight train bus car vehicle truck bomb device gunman attacker attackers driver pilot
    official officials ministry department agency institute court judge panel committee commission
    organisation organization union association foundation
    operation mission offer bid request call move issue problem situation crisis conflict dispute
    controversy scandal affair row matter question process investigation inquiry probe search
    news development developments comparison difference ban pledge promise suggestion idea
    strategy policy role position post job death deaths killing killings shooting
    arrest arrests injury injuries damage restriction restrictions"""
)

HUMAN_NOUNS = _alternatives(
    """man woman boy girl president minister premier chancellor secretary spokesman spokeswoman
    spokesperson chief head leader chairman chairwoman director manager executive founder judge
    justice prosecutor lawyer attorney sheriff captain coach striker defender midfielder goalkeeper
    driver champion player analyst economist professor scientist researcher doctor officer commander
    colonel lieutenant sergeant general inspector detective author actor actress singer artist
    journalist reporter editor activist candidate king queen prince princess pope bishop governor
    mayor senator lawmaker ambassador envoy commissioner official resident witness victim suspect
    defendant father mother son daughter brother sister husband wife farmer teacher student
    soldier pilot passenger survivor worker owner neighbour neighbor widow winner winger
    batsman bowler rider swimmer runner skipper someone anyone everyone nobody person patient
    teenager child refugee gunman attacker politician deputy aide adviser advisor"""
)

OPENING_VERBS = _alternatives(
    "Said Says Told Added Adds See Read Watch Listen Click Call Visit Email"
)

AGENCIES = _alternatives(
    """Reuters AFP AP PA DPA TASS RIA Xinhua Interfax Bloomberg ANSA EFE PTI ANI IANS Kyodo Yonhap
    AAP Agence_France-Presse Agence_France_Presse Associated_Press Press_Association
    Guardian BBC CNN"""
)
