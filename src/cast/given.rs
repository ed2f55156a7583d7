//! Given names that nearly always tell a pronoun: facts of common use in the news of many countries; names borne by both, and those that
//! are words or places as well, left out.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::Agreement;

const MASCULINE: &str = "aaron abdul abdullah abe abraham achim adam adolf adrian ahmed alain alan alastair albert albrecht aldo alec \
    alejandro aleksandar aleksandr aleksei alexander alexandre alexei alfonso alfred alfredo ali alistair allan \
    allen alvaro alvin amadou amir amit amos anatoly anders andre andreas andrei andres andrew andriy andrzej angelo \
    angus anibal anil anthony antoine anton antonio antonis antony archie ari arjun armando arnaud arnold artem \
    arthur arturo ashok asif asim atul augusto aurelio avi axel aziz baptiste barack barnaby bartholomew bartosz \
    bashar basil ben benedict benito benjamin benoit bernard bernie bert bertrand bilal bill billy bjorn bob bobby \
    bogdan boris boyd brad bradley brandon brendan brendon brent bret brett brian bruce bryan bryce burt byron caleb \
    calvin carl carlo carlos carlton cedric cesar charles chester christian christopher chuck clarence claudio claus \
    clayton clement clifford clifton clive clyde cody colin conor conrad constantin cornelius cory craig cristian \
    cristiano curtis cyril cyrus damian damien damon dan daniel danny dante dario darius darrell darren darryl daryl \
    dave david davide declan deepak demetrius denis dennis derek derrick desmond devin dexter didier diego dieter \
    dietmar dimitri dimitris dirk dmitry domenico dominic dominik don donald donnie donovan doug douglas duncan \
    dustin dwayne dwight eamon eddie edgar edmund eduardo edward edwin efrain egon eli elias elijah elliot elliott \
    elmer elon elvis emil emile emiliano emilio emmanuel emre enrico enrique eric erich erik ernest erwin esteban \
    etienne eugene evgeny ezra fabian fabio fabrice faisal farid federico felipe felix ferdinand fergus fernando \
    fidel filip finn flavio florian floyd francesco francisco franco francois frank frans franz fred freddie \
    frederick friedrich fritz gabriel gael gareth garrett gary gavin gennady geoff geoffrey george georges georgios \
    gerald gerard gerardo gerhard gerry gert ghassan giacomo gianni gideon gilbert gilles gino giorgio giorgos \
    giovanni giulio giuseppe glenn godfrey gonzalo gordon graham greg gregor gregory grigory guido guillaume \
    guillermo gunnar gunter gunther gus gustav gustavo habib hakan hamid hank hans harald hari harlan harold harry \
    haruki harvey hassan hector heiko heinrich heinz helmut hendrik henri henrik henrique henry herbert herman \
    hermann hernan hernando hideki hiroshi homer horacio horst howard hubert hugh hugo humberto hussein ian ibrahim \
    ignacio igor ikram ilya imran inaki irving isaac isaiah ismail ivan ivo jaap jack jacob jacques jake jakob jamal \
    james janusz jared jaroslaw jarrod jarvis jason jasper javier jayden jed jeff jeffrey jens jeremiah jeremy \
    jerome jerzy jesper jesse jesus jim jiri joachim joao jochen joe joel joey johan johann johannes john jonah \
    jonas jonathan jonathon joost jordi jorg jorge jose josef josep joseph josh joshua josip jozef juan julian julio \
    jurgen justin kareem karim karl kaspar keir keith kelvin ken kenneth kent kevin khaled khalid khalil kieran kirk \
    klaus konrad konstantin krzysztof kurt kwame kyle lamar larry lars laszlo laurent lawrence lawson lech leif \
    leland lenny leo leon leonard leonardo leonid leopold leroy lester levi lewis liam lionel lloyd logan lorenzo \
    lothar louie louis luc luca lucas luciano ludwig luigi luis lukas luke lyle lyndon maciej magnus mahmoud mahmud \
    majid malcolm manfred manny manuel marcel marcelo marcin marco marcus mariano mario marius mark marko markus \
    marshall martin marty marvin massimo mathias mathieu mats matt matteo matthew matthias matthieu matti maurice \
    mauricio mauro max maxim maxime maximilian mehdi mehmet melvin mervyn micah michael michal michel mickey miguel \
    mihai mikael mike mikhail mikko milan milos milton miroslav mitch mitchell mitt mohamed mohammad mohammed mohan \
    monty mordechai morris moses moshe muhammad mustafa nadeem nader naftali narendra nasser nate nathan nathaniel \
    naveed neal ned neil nelson nicholas nick nicolai nicolas nigel nikhil niklas nikola nikolai nikolas nikos nils \
    noah norbert norman olaf ole oleg oleksandr oliver olivier omar omer orlando orrin orson oscar oswald otis otto \
    ove owen pablo paolo pascal patrick paul pavel pavlo pawel pedro pekka percy perry pete peter phil philip \
    philippe phillip pierre pieter piotr prakash pranav preston quentin quincy rafael raheem rahul rainer raj rajesh \
    rajiv rakesh ralph ramesh rami ramiro ramon randall randy rashid raul ravi raymond reginald reinhard reinhold \
    reuben reza rhett rhys ricardo riccardo richard rick ricky rob robbie robby robert roberto rocco roderick rodney \
    rodolfo rodrigo roger rohit roland rolf romain romeo ron ronald ronnie rory roy ruben rudi rudolph rudy rufus \
    rupert ruslan russ russell ryan sadiq saeed salman salvador salvatore sami samir samuel sanjay santiago saul \
    scot scott seamus sean sebastian sebastien sergei sergey seth shane shaun shawn shigeru shinzo sid sigmund \
    silvio simon slobodan solomon spencer spiros stan stanley stavros stefan stefano steffen stephen steve steven \
    stewart stuart sundar suresh sven sylvain sylvester tadeusz teodor taj takeshi tariq taro tayyip ted teddy terence \
    terje terrence thabo thad thaddeus theodore thierry thilo thomas thorsten tibor tim timo timothy tito tobey \
    tobias tobin todd tom tomas tommy tony torsten travis trent trevor trey tristan troy tuomas tyler tyrone ugo \
    ulrich umberto uri uwe vaclav vadim valentin vasily vernon vicente victor vijay viktor vince vincent vinod \
    virgil vitaly vito vivek vladimir volodymyr vyacheslav waldemar wallace wally walter warren wayne wendell werner \
    wes wesley wilbur wilfred wilhelm willem william willie willy wim winston wojciech wolfgang woodrow xavier yair \
    yann yasser yevgeny yitzhak yoav yuri yusuf yves zachariah zachary zbigniew zeke zoltan";

const FEMININE: &str = "abigail ada adela adele adelina adrienne agatha agnes agnieszka aileen aimee aisha aleksandra alessandra alexa \
    alexandra alexandria alexia alice alicia alina alisha alison alma alyssa amal amalia amanda amelia amina amy ana \
    anais anastasia andrea andreea angela angelica angelina angie anika anita anja anjali ann anna anne anneliese \
    annemarie annette annie annika antje antoinette antonella antonia aparna arlene astrid audrey aurelie ava ayesha \
    azadeh barbara beate beatrice bella benazir bernadette bernice bertha bessie beth bethany bettina betty bianca \
    birgit bonnie branka brenda brianna bridget bridgette brigid brigitte brittany bronwyn camilla camille candace \
    cara carina carla carly carmela carmen carol carolina caroline carolyn carrie cassandra cassie catalina catarina \
    catherine cathy cecile cecilia celeste celia celine chantal charlene charlotte cheryl chiara chloe christa \
    christel christelle christiane christina christine cindy claire clara clare clarissa claudia clementine colette \
    colleen concepcion condoleezza connie consuelo cora corinne cornelia cristina cynthia dalia daniela danielle \
    daphne daria darlene deanna debbie deborah debra deirdre delia delphine denise desiree diana diane dina dolly \
    dolores donna dora doreen doris dorothea dorothy edith edna effie eileen ekaterina elaine eleanor elena eleni \
    eleonora elif elisabeth elise eliza elizabeth elke ella ellen ellie elsa elspeth elvira emanuela emilia emilie \
    emily emine emma enid erica erika erin ernestine esmeralda esperanza estelle esther ethel eugenia eugenie eunice \
    eva evangeline evelina evelyn ewa fabienne fanny farah fatima faye federica felicia felicity fernanda fiona \
    flavia florence florencia frances francesca francine franziska freda frederique frida frieda gabriela gabriella \
    gail galina gemma genevieve georgia georgina geraldine gerda germaine gertrude gianna gilda gillian gina giorgia \
    giovanna gisela giselle giulia gladys glenda gloria golda grace greta gretchen gudrun gwen gwendolyn hala halina \
    hanna hannah harriet hattie heather hedwig heidi heike helen helena helene helga henrietta hester hilary hilda \
    hildegard hillary huda ida ilana ilse imelda imogen ines inge ingeborg ingrid inna ioana irene irina irma isabel \
    isabella isabelle isadora isolde ivana ivanka jacinda jaclyn jacqueline jana jane janet janice jeanette jeanne \
    jeannette jeannie jemima jenna jennie jennifer jenny jessica jill jillian joan joann joanna joanne jocelyn \
    johanna jolanda jolanta josefa josefina josephine josie joyce juana juanita judi judith judy julia juliana \
    julianne julie juliet julietta juliette justine jutta kamala karen karin karina karla karolina kasia katarina \
    kate katerina katharine katherina katherine kathleen kathrin kathryn kathy katie katja katrin katrina katya \
    kayla kellyanne kelsey kendra kerstin khadija kiersten kimberly kirsten kirstjen kirsty klara krista kristen \
    kristi kristin kristina kristine krystal lana lara larissa latoya laura lauren layla lea leah leila lena lenore \
    leonor leticia liesl lila lilian liliana lillian lilly linda lisa liz liza lois lola lorena loretta lori lorna \
    lorraine lottie louisa louise lourdes luana lucia luciana lucie lucille lucinda lucy ludmila luisa luz lydia lyn \
    lynda lynette lynne mabel madeleine madeline magdalena maggie maja malala malgorzata mandy manon manuela mara \
    marcela marcia margaret margarete margarita margit margo margot margret margrethe maria mariam mariana marianne \
    maribel maricela marie mariella marielle marietta marilyn marina marine marisa marisol marjorie marlene marsha \
    marta martha martina mary maryam maryanne matilda maud maura maureen mavis maxine megan meghan melania melanie \
    melinda melissa meredith meryl mia michaela michelle mildred milena millie mina minnie mira miranda mireille \
    miriam mitzi moira mollie molly mona monica monique muriel myra myriam myrna myrtle nadia nadine nancy nanette \
    naoko naomi natalia natalie natalya natasa natasha neha nell nellie nelly nicola nicole nicolette nikki nina \
    noelle noemi nora noreen norma octavia odette odile oksana olena olga olivia oona ophelia paige paloma pam \
    pamela patricia patrizia patsy patti patty paula pauline peggy penelope perla petra philippa phoebe phyllis pia \
    pilar polly pooja portia priya rachael rachel rachelle ramona raquel rebecca rebekah regina renata renee rhea \
    rhoda rhonda rikke rina rita roberta robyn rochelle romina ronda ronja rosa rosalia rosalie rosalind rosalyn \
    rosanna rose roseanne rosemary rosie roslyn rowena roxana roxanne ruth ruthie sabina sabine sabrina sadie sally \
    salma salome samantha samia sandra sanna sara sarah sarai saskia scarlett selena selma serena shakira shanna \
    shari sharla sharon sharona shauna sheila shelley shelly sherri sherry sheryl shira shirley shobha sian sibylle \
    sigrid silke silvia simona simone sinead siobhan sofia sonia sonja sophia sophie soraya stacey stacy steffi \
    stella stephania stephanie stine sue sunita susan susana susanna susannah susie suzanna suzanne suzie svenja \
    svetlana sylvia sylvie tabitha talia tamara tammy tania tanja tanya tara tasha tatiana tatjana tatyana teresa \
    tess tessa thea thelma theodora theresa therese tiffany tina tonya tori tracey tricia trina trish trisha trudy \
    tulsi ulla ulrike uma una ursula usha ute valentina valeria valerie vanda vanessa velma vera verena verna \
    veronica vicki vicky victoria viktoria viola violeta virginia virginie vivian viviana vivien vivienne wanda \
    wangari wendy whitney wilhelmina wilma winifred winnie winona xenia xiomara yael yasmin yasmine yelena yesenia \
    yevgenia yoko yolanda yuko yulia yuliya yvonne zadie zainab zara zelda zoe zofia zuzana";

/// What a given name (lower case) says of its bearer.
pub(super) fn agreement(name: &str) -> Option<Agreement> {
    static GIVEN: LazyLock<HashMap<&str, Agreement>> = LazyLock::new(|| {
        let all = |names: &'static str, agreement| names.split(' ').map(move |name| (name, agreement));
        all(MASCULINE, Agreement::Masculine).chain(all(FEMININE, Agreement::Feminine)).collect()
    });
    GIVEN.get(name).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_of_one_gender_or_says_nothing() {
        assert_eq!(agreement("cheryl"), Some(Agreement::Feminine));
        assert_eq!(agreement("jared"), Some(Agreement::Masculine));
        assert_eq!(agreement("jordan"), None);
        let all = MASCULINE.split(' ').chain(FEMININE.split(' '));
        let mut seen = std::collections::HashSet::new();
        assert!(all.into_iter().all(|name| !name.is_empty() && seen.insert(name)), "a name stands twice");
    }
}
