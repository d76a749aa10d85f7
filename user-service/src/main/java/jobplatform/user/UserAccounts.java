package jobplatform.user;

import dev.avenant.service.PageOf;
import dev.avenant.service.PageQuery;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Registers users, changes their profiles and deletes their accounts. Each is one database transaction with the event
 * that tells of it, and fails as a whole.
 */
@Service
public class UserAccounts {

    private final Users users;
    private final NewUsers newUsers;
    private final UserSearch search;
    private final UserEvents events;
    private final PasswordEncoder passwords;
    private final TransactionOperations transactions;
    private final Clock clock;
    private final String hashOfNobody;

    UserAccounts(
            Users users,
            NewUsers newUsers,
            UserSearch search,
            UserEvents events,
            PasswordEncoder passwords,
            TransactionOperations transactions,
            Clock clock) {
        this.users = users;
        this.newUsers = newUsers;
        this.search = search;
        this.events = events;
        this.passwords = passwords;
        this.transactions = transactions;
        this.clock = clock;
        this.hashOfNobody = String.valueOf(passwords.encode(UUID.randomUUID().toString()));
    }

    /**
     * Opens an account.
     *
     * @throws AlreadyTakenException if another user has the username
     */
    public User register(Profile profile, Password password, UserType type) {
        String hash = String.valueOf(passwords.encode(password.clearText()));
        return inTransaction(() -> {
            User user = User.register(profile, type, hash, clock.instant());
            newUsers.add(user);
            events.created(user);
            return user;
        });
    }

    /**
     * Changes a profile. A change that changes nothing is no event and leaves the version as it is.
     *
     * @param expected is asked about the version that the user is at, and refuses it by an exception
     * @throws UserNotFoundException if there is no such user
     * @throws AlreadyTakenException if another user has the username
     */
    public User changeProfile(UUID id, LongConsumer expected, ProfileChange change) {
        return inTransaction(() -> {
            User before = users.findWithLockById(id).orElseThrow(() -> new UserNotFoundException(id));
            expected.accept(before.version());
            return change(before, change);
        });
    }

    /**
     * Notes in the profile that a user ended the suggestions of jobs elsewhere. Who is gone, or asked for them again since, is
     * not concerned.
     *
     * @param declinedAt when they were ended
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void declineSuggestions(UUID id, Instant declinedAt) {
        users.findWithLockById(id)
                .filter(user -> user.wantedSuggestionsAt(declinedAt))
                .ifPresent(user -> change(user, Profile::withoutSuggestions));
    }

    private User change(User before, ProfileChange change) {
        Profile profile = change.applyTo(before.profile());
        List<String> changed = before.profile().fieldsChangedIn(profile);
        if (changed.isEmpty()) {
            return before;
        }
        User after = users.save(before.withProfile(profile, clock.instant()));
        events.updated(after, changed);
        return after;
    }

    /**
     * Deletes an account and what it told of its user.
     *
     * @param expected is asked about the version that the user is at, and refuses it by an exception
     * @throws UserNotFoundException if there is no such user
     */
    @Transactional
    public void delete(UUID id, LongConsumer expected) {
        User user = users.findWithLockById(id).orElseThrow(() -> new UserNotFoundException(id));
        expected.accept(user.version());
        users.delete(user);
        events.deleted(user, clock.instant());
    }

    /**
     * The user.
     *
     * @throws UserNotFoundException if there is no such user
     */
    @Transactional(readOnly = true)
    public User get(UUID id) {
        return users.findById(id).orElseThrow(() -> new UserNotFoundException(id));
    }

    /**
     * Whoever has this name and this password; empty when there is nobody. It takes as long when there is no such name.
     */
    public Optional<User> authenticate(String username, Password password) {
        Optional<User> user = users.findByUsername(username);
        String hash = user.map(User::passwordHash).orElse(hashOfNobody);
        return isRight(password, hash) ? user : Optional.empty();
    }

    /**
     * The user, whom nobody changes until the transaction ends; empty if they are gone or have another password since
     * they were authenticated.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<User> holdWithSamePassword(User authenticated) {
        return users.findWithLockById(authenticated.id())
                .filter(user -> user.passwordHash().equals(authenticated.passwordHash()));
    }

    /** Hashes in any case, so that all take as long; bcrypt alone would take a longer password that begins rightly. */
    private boolean isRight(Password password, String hash) {
        return passwords.matches(password.clearText(), hash) && !password.isTooLong();
    }

    /**
     * Changes a password.
     *
     * @return whether the current one was right; false when there is no such user
     */
    @Transactional
    public boolean changePassword(UUID id, Password current, Password next) {
        Optional<User> user = users.findWithLockById(id);
        if (!isRight(current, user.map(User::passwordHash).orElse(hashOfNobody)) || user.isEmpty()) {
            return false;
        }
        users.setPasswordHash(id, String.valueOf(passwords.encode(next.clearText())));
        return true;
    }

    /** The user of that name, whatever its capitals. */
    @Transactional(readOnly = true)
    Optional<User> find(String username) {
        return users.findByUsername(username);
    }

    /** A page of the users who meet all criteria. */
    @Transactional(readOnly = true)
    public PageOf<User> list(UserCriteria criteria, PageQuery query) {
        return search.search(criteria, query);
    }

    /** The unique index decides who comes first, also between two requests that run at once. */
    private User inTransaction(Supplier<User> work) {
        try {
            return Objects.requireNonNull(transactions.execute(status -> work.get()));
        } catch (DuplicateKeyException duplicate) {
            throw new AlreadyTakenException(duplicate);
        }
    }
}
