package dev.avenant.compatibility.lint;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Tells by their names which fields hold personal data. What is looked for are whole words, and for words that have many
 * meanings (an address, a name) the words beside them and the record that the field is in.
 */
final class PersonalNames {
    /** Personal data whatever stands before it, its words put together: {@code dateOfBirth}, {@code e_mail}. */
    private static final Set<String> ALWAYS = words("""
            email emailaddress emailaddr mailaddress contactperson
            phone phonenumber phoneno phonenr telephone telephonenumber telephoneno telno telnumber tel
            mobilephone mobilenumber mobileno cellphone cellnumber msisdn fax faxnumber whatsapp
            firstname lastname middlename surname forename givenname familyname fullname maidenname nickname
            username birthname preferredname patronymic
            birthday birthdate birthplace birthyear dateofbirth placeofbirth yearofbirth dob
            ssn socialsecuritynumber socialsecurityno socialsecurity socialinsurancenumber
            nationalid nationalidnumber nationalinsurancenumber nino personalnumber personalid
            personalidentificationnumber identitynumber identitycardnumber identitycard idcardnumber idcard
            identitydocumentnumber governmentid taxid taxnumber taxidentificationnumber itin
            passport passportnumber passportno driverlicense driverslicense driverlicence driverslicence
            driverlicensenumber drivinglicense drivinglicence drivinglicencenumber licenseplate licenceplate
            numberplate vin
            iban bankaccount bankaccountnumber bankaccountno creditcard creditcardnumber debitcard debitcardnumber
            cardnumber cardno cardholder cvv cvc
            street streetname streetaddress streetline housenumber houseno addressline postaladdress postalcode
            postcode zip zipcode postbox pobox
            ip ips ipaddress ipaddr ipv ipvaddress macaddress imei imsi advertisingid
            gender ethnicity ethnicorigin religion religiousbelief nationality maritalstatus sexualorientation
            bloodtype bloodgroup diagnosis disability biometric""");

    /** The same in other languages, which put words together: what goes on behind it says something else. */
    private static final Set<String> ABROAD = words("""
            vorname nachname geburtsdatum geburtstag geburtsort strasse hausnummer plz telefon telefonnummer
            handynummer steuernummer prenom courriel datenaissance datedenaissance codepostal
            fornavn etternavn fodselsnummer foedselsnummer fodselsdato foedselsdato personnummer identitetsnummer
            epost epostadresse mobilnummer postnummer
            apellido correoelectronico telefono fechanacimiento codicefiscale cpf curp bsn pesel aadhaar""");

    /** What is personal when it is that of a person: {@code homeAddress}, {@code patientName}. */
    private static final Set<String> OF_SOMEBODY = words("address addr name mobile age accountnumber");

    private static final Set<String> PEOPLE = words("""
            person people customer user employee staff patient contact member subscriber visitor guest passenger
            traveller traveler student pupil teacher mother father spouse husband wife applicant candidate attendee
            participant citizen resident beneficiary insured policyholder holder accountholder cardholder owner buyer
            shopper recipient sender addressee signatory signer author reviewer requester registrant payer payee
            debtor creditor player donor voter doctor physician nurse lawyer""");

    /** Where somebody is at home or gets post; with these an address is a postal one. */
    private static final Set<String> POSTAL = words("""
            home postal mailing mail billing shipping delivery residential residence street permanent current private
            work office business invoice legal registered temporary correspondence visiting pickup""");

    /** Machines and programs, of which a name, an address or a user is nobody's. */
    private static final Set<String> MACHINES = words("""
            server broker node pod host cluster gateway router switch service container instance vm machine dns proxy
            listener bootstrap endpoint replica leader follower controller stream queue topic kafka zookeeper db
            database jdbc sql redis smtp ftp ssh registry repository memory heap wallet contract bind listen
            advertised peer upstream downstream balancer system bot virtual bean""");

    /** Of what these begin with, machines have their own. */
    private static final List<String> OF_MACHINES_TOO = List.of("ip", "mac", "address", "name", "username");

    /** What makes of personal data something about it, when it stands last: {@code emailTemplate}. */
    private static final Set<String> ABOUT = words("""
            count type kind status state template enabled verified format pattern regex provider domain server host
            port topic queue version label placeholder key prefix suffix flag mode config configuration setting field
            column preference consent schema service model brand os make manufacturer vendor class category
            validation validator reason error message level limit length size index position rule policy group range
            verification confirmation notification campaign subject body date at time timestamp expiry expiration
            issuer country currency language locale light lamp view width score source channel permission role mask
            pool block family bucket file title text content header footer html attachment""");

    /** What the name of a record may say behind the person whom it is about: {@code CustomerCreated}. */
    private static final Set<String> OF_RECORDS = words("""
            event record info information detail data dto value key profile message snapshot state entity model
            command request response v avro""");

    private PersonalNames() {}

    /**
     * Whether a field looks like personal data.
     *
     * @param record the simple name of the record that it is in
     */
    static boolean isPersonal(String field, String record) {
        List<String> words = NameWords.meant(field);
        for (int from = 0; from < words.size(); from++) {
            for (int to = words.size(); to > from; to--) {
                String what = String.join("", words.subList(from, to));
                boolean foreign = to == words.size() && ABROAD.contains(what);
                if (ALWAYS.contains(what)
                        || foreign
                        || isOneWord(what)
                        || isSomebodys(what, words, from, field, record)) {
                    return !isAMachines(what, words.subList(0, from), record)
                            && !isAbout(words.subList(to, words.size()));
                }
            }
        }
        return false;
    }

    /** A person and what is theirs written as one word in small letters: {@code customername}. */
    private static boolean isOneWord(String word) {
        return (word.endsWith("name") && PEOPLE.contains(word.substring(0, word.length() - "name".length())))
                || (word.endsWith("address")
                        && (PEOPLE.contains(word.substring(0, word.length() - "address".length()))
                                || POSTAL.contains(word.substring(0, word.length() - "address".length()))));
    }

    private static boolean isSomebodys(String what, List<String> words, int at, String field, String record) {
        if (!OF_SOMEBODY.contains(what)) {
            return false;
        }
        if (at > 0) {
            String before = words.get(at - 1);
            return PEOPLE.contains(before) || (what.startsWith("addr") && POSTAL.contains(before));
        }
        boolean alone = words.size() == 1;
        return switch (what) {
            case "address" -> alone;
            case "mobile" -> alone;
            case "name", "age" -> alone && isOfPerson(record) && !Character.isDigit(field.charAt(field.length() - 1));
            default -> false;
        };
    }

    /** Whether a record is about a person, rather than about something of theirs such as a group of customers. */
    private static boolean isOfPerson(String record) {
        List<String> words = NameWords.meant(record);
        int last = words.size() - 1;
        while (last > 0
                && (OF_RECORDS.contains(words.get(last)) || words.get(last).endsWith("ed"))) {
            last--;
        }
        return last >= 0 && PEOPLE.contains(words.get(last));
    }

    private static boolean isAMachines(String what, List<String> before, String record) {
        return before.stream().anyMatch(MACHINES::contains)
                || (OF_MACHINES_TOO.stream().anyMatch(what::startsWith)
                        && NameWords.meant(record).stream().anyMatch(MACHINES::contains));
    }

    private static boolean isAbout(List<String> after) {
        return after.stream().anyMatch(MACHINES::contains)
                || (!after.isEmpty() && ABOUT.contains(after.get(after.size() - 1)));
    }

    private static Set<String> words(String text) {
        return Set.copyOf(Arrays.asList(text.strip().split("\\s+", -1)));
    }
}
