"""Names for invented people, in many scripts.

Each as it is written and as it stands in an address, without accents and in Latin
letters. Their numbers have no common divisor, so that counting through both lists
gives 15,946 pairs, none of them twice.
"""


def _spelt(words: str) -> tuple[tuple[str, str], ...]:
    pairs = (word.partition("=") for word in words.split())
    return tuple(
        (word, plain or "".join(filter(str.isalpha, word)).lower()) for word, _, plain in pairs
    )


FORENAMES = _spelt("""
    Aisha Alan Alice Amir Andrew Anna Anwen Arthur Beth Brian Bronwen Callum Carys
    Chidi Chloe Claire Conor Daniel David Dilys Donna Edward Eilidh Eleri Emma Esther
    Farah Fergus Fiona Gareth George Grace Gwen Hamish Hannah Harriet Hassan Helen Huw
    Iain Imran Isla Jack James Jasmine Joan Joseph Jude Kamala Karen Kieran Kwame Laura
    Leah Liam Lucy Mairi Malik Marcus Megan Mohan Nadia Naomi Nia Nigel Olive Omar Owen
    Padma Paul Peter Priya Rafiq Rhys Rohan Rosie Ruth Sanjay Sarah Sean Shanice Sian
    Simon Sita Tariq Tegan Thomas Uzma Vera Victor Wendy William Yasmin Zara
    Zoë=zoe Siân=sianmair José=jose Chloé=chloee Łukasz=lukasz Žofie=zofie Åsa=aasa
    Đorđe=dorde Ольга=olga Дмитро=dmytro Ελένη=eleni Γιώργος=giorgos 美玲=meiling
    伟=wei 太郎=taro 지우=jiwoo مريم=maryam محمد=mohamad דוד=dawid אסתר=hester
    प्रिया=priyanka அருண்=arun ਗੁਰਪ੍ਰੀਤ=gurpreet ጸጋ=tsega สมชาย=somchai
""")
SURNAMES = _spelt("""
    Adeyemi Ahmed Allen Anderson Bailey Baker Begum Bell Bennett Bevan Brown Burke
    Campbell Carter Chan Chapman Clarke Collins Cooper Cox Davies Desai Dixon Doyle
    Edwards Ellis Evans Fernandes Fisher Fletcher Foster Fraser Gallagher Gill Graham
    Grant Green Griffiths Hall Harris Harrison Hughes Hussain Iqbal Jackson Jenkins
    Johnson Jones Joshi Kelly Kennedy Khan King Kumar Lawson Lewis Llewellyn Lloyd
    MacDonald Mahmood Marshall Martin Mehta Mensah Miller Mitchell Moore Morgan Morris
    Murphy Nair Nguyen Nwosu O'Brien O'Connor Okafor Olsen Owens Palmer Parker Patel
    Phillips Powell Price Quinn Rahman Reid Richards Roberts Robinson Rogers Ross
    Sandhu Saunders Scott Shah Shaw Simpson Singh Smith Stevens Stewart Taylor Thomson
    Turner Vaughan Walker Walsh Ward Watson White Wilkinson Williams Wood Wright Young
    Smith-Jones Ap-Rhys Müller=mueller Sørensen=soerensen Dvořák=dvorak
    Nowak-Wójcik=nowakwojcik Țepeș=tepes Шевченко=shevchenko Иванова=ivanova
    Παπαδόπουλος=papadopoulos 王=wang 佐藤=sato 김=kim الحسن=alhassan כהן=cohen
    शर्मा=sharma குமார்=kumaran ਸਿੰਘ=singhji
""")
