"""How common an English word is in any text, so that three articles of one day can be weighed.

On a small day the day itself cannot tell a telling word from an ordinary one: every word is in
every article. The table holds the stems that at least one text in fifty has, counted over 1,119
news articles and web pages (the first 3,500 characters of each), in four bands.
"""

_BANDS: tuple[tuple[float, str], ...] = (
    (
        0.2,
        """author back best call come day develop differ first follow help high home includ last
        live look nation need new part peopl place play publish see show start state support
        take three time two use way work world year""",
    ),
    (
        0.11,
        """abl accord account across action activ add age allow alway american appear area around
        articl ask associ avail base becam becom big book build busi case chang children citi
        close collect communiti compani complet consid content continu countri cours creat
        current datetim design direct earli effect end event exampl expect experi face fact
        famili far featur feel film final find five focus form former found four free friend
        full game general give given good govern great group hand head health histori hous
        import increas inform interest internat involv issu keep know known larg later lead
        learn left level life line list littl long love main major man manag mean media member
        million month move music name near never next number offer offic often old open order
        organiz origin page past perform person plan player point posit possibl post power
        present problem process product provid public read real realli receiv recent record
        relat releas remain report requir research respons result return right run school second
        seen servic set sever share singl site six small social special star stori studi success
        system team term th thing think today top train tri type unit universiti video view want
        watch week win young""",
    ),
    (
        0.055,
        """abil access achiev act actual addit address advanc affect ago air album almost along
        alreadi america amount announc appli applic approach april arriv art artist assist
        attempt attend august australia award away bad band bank bbc began begin behind believ
        benefit better bit black board bodi born break bring british buy campaign captur car
        care career carri caus celebr center centr centuri certain challeng champion charg check
        chief child claim class classic clear club co colleg comment common compar competit
        concern condit conduct confirm connect contact contain contribut control cost court
        cover credit critic cultur cup daili date david deal death decad decemb decid decis
        definit degre depart depend describ despit detail determin die difficult digit director
        discuss document done draw due earlier earn east econom edit educ effort eight elect
        email emot england english enjoy enough ensur enter entertain entir environ especi
        establish everyon everyth evid execut exist explain explor express eye factor fall fan
        februari field fight figur file financi finish fit footbal forc forward friday front
        function fund futur gain generat global goal greater grow guid half happen hard hear
        heart held higher histor hit hold hope host hour huge human idea identifi imag impact
        improv individu industri influenc initi inspir instead institut interact internet jame
        januari job john join journal juli june key kind king land languag late latest launch
        law leader leagu least leav led legal less light limit link listen local locat london
        longer lose lost lot low machin magazin march mark market match materi matter measur
        medic meet memori men method michael middl mind minut miss model modern moment money
        movi mr natur network night non north note noth novemb occur octob offici onlin oper
        opportun outsid parent park parti particular partner pass pay percent period photo
        physic pick pictur pleas pm polic polici polit popular potenti practic premier presid
        press prevent previous price privat produc profession profil program project protect
        qualiti question quick race rais rang rate rather reach reason red reduc refer reflect
        region regular relationship rememb repres resourc respect reveal review rise risk road
        rock role room rule saturday save scienc score season section secur seem select self
        separ septemb seri serious serv seven short side signific similar size societi someth
        sometim song soon sound sourc south space speak specif sport st staff stage stand
        standard statement stay step stop strong structur student subject suggest summer sunday
        sure taken talk technolog tell test thank third thought throughout took total tour track
        travel true turn tv understand updat usual valu various version via visit walk war water
        web went west white whole wide william women won word write written york""",
    ),
    (
        0.028,
        """abus academ academi accept accus actor ad adam administr admit adult advertis advic
        africa agenc agre agreement ahead aim al alleg alon analysi andrew angel anim annual
        answer anti anyon anyth appeal appoint appropri approv argu arm asia aspect assess
        athlet attack attent attract audienc aug averag avoid awar babi background balanc ban
        basi basic battl beat beauti behavior beyond biggest bill billion biolog birth block
        blood blue box boy brand brief britain broad broken brother brought brown built ca
        calcul california canada cancer candid capabl capit captain card cast categori central
        chain chair chairman championship chanc channel chapter charact charl chart china choic
        choos church civil clean client climat coach code cognit collabor color combin commerci
        commiss commit committe communic compet complex compon composit comprehens comput
        concept confer confid conflict consequ consider consist constitut construct consult
        consum context contract controversi convers cool copi corpor correct council count
        counti coupl crawl creativ crime crisi cross crowd crucial custom cut cycl danc danger
        dark daughter dead debat debut declar dedic deep defeat defend defens defin deliv demand
        deni depress detect devic discov diseas display distanc distinct distribut district
        divers divid divis doctor domest domin donat doubl dozen dr dream drink drive drop drug
        earth easi eat economi edg editor edu electr electron emerg employ employe enabl
        encourag energi engag engin entri equal equip essenti estat estim et europ european
        evalu eventu examin except exchang excit exclus exhibit expand experienc expert extend
        extens extra extrem facil fail fair famous fast father fear feder feet felt femal festiv
        fifth fill financ fine fire firm fix food foot foreign format foundat founder fourth
        franc french frequent fulli fun galleri gather gave georg german germani gift girl god
        gold gone gov graduat grand grant greatest green grew ground growth guy hall handl happi
        harri healthi heard heat heavi highest highlight hill hollywood honor hospit hot hundr
        husband ident ii ill immedi implement impress incid incom incred independ index india
        indic injuri innov insid insight integr intellig intend interview introduc invest
        investig invit island jan joint journey judg jump justic kept kick kid kill knew
        knowledg label lack ladi larger largest leadership length letter librari load log los
        loss lower maintain male map mari marri martin mass massiv master meant medicin mental
        mention messag met mile militari minist minor mission mix mobil monday monitor morn
        mother movement ms multipl museum necessari negat net nine nomin normal notic numer
        object observ obtain obvious oct older opinion option organis otherwis outcom overal
        owner pack paid pain paint pair paper particip patient pattern paul perfect perhap
        perman perspect peter phone photograph piec platform plus poor pop popul predict prefer
        prepar preserv pressur pretti primari principl print privaci prize pro probabl procedur
        professor profit programm progress promot prompt proper properti propos prove purchas
        purpos push qualifi quarter queen quit radio rank rapid rare re reader readi realiti
        recogn recommend regard regist regul relev reliabl remov replac resid respond rest
        revenu richard ride river robert roll rose round royal russia safe safeti sale san saw
        scale scene schedul scientist screen scroll sea seat seek sell send senior sens sent
        session sexual shape shock shoot shop shot signal simpl simpli sing singer sit situat
        skill smaller smith sold solut someon son southern speech speed spend spent spot stadium
        station status steve stone store straight strategi street stress strike struggl studio
        style suffer suit sun super surfac surpris surround sustain symptom tabl talent target
        task tax teach teacher techniqu televis temperatur ten tend text therefor thoma thousand
        threaten thursday thus ticket tie tip tom tool topic town trade tradit transfer treat
        treatment trend trip troubl trust tuesday twice typic ultim unabl union uniqu usa user
        valid vari varieti vehicl victim victori violenc visual voic volum vote vs wait wall
        warn washington wayback wednesday weekend weight welcom wife winner wish woman worker
        worldwid worri writer wrong wrote yes younger""",
    ),
)

COMMON_SHARE: dict[str, float] = {stem: share for share, stems in _BANDS for stem in stems.split()}
"""The share of texts that have the stem; a stem that is missing is in fewer than one in fifty."""
