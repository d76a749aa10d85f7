package jobplatform.demo;

import java.util.List;

/**
 * A kind of work.
 *
 * @param titles what jobs of that kind are called
 * @param skills what they ask for
 * @param salary what they pay a year in euros, in the middle
 * @param isRemotePossible whether some of them can be done from anywhere
 * @param branch how companies that offer them end their names
 */
record Occupation(List<String> titles, List<String> skills, int salary, boolean isRemotePossible, String branch) {

    static final List<Occupation> ALL = List.of(
            new Occupation(
                    List.of("Java Developer", "Backend Engineer", "Senior Software Engineer"),
                    List.of("Java", "Spring", "PostgreSQL", "Kafka", "Docker", "Avro"),
                    68_000,
                    true,
                    "Software"),
            new Occupation(
                    List.of("Frontend Developer", "Web Developer", "UI Engineer"),
                    List.of("TypeScript", "React", "CSS", "Accessibility", "HTML"),
                    60_000,
                    true,
                    "Digital"),
            new Occupation(
                    List.of("Data Engineer", "Data Analyst", "Machine Learning Engineer"),
                    List.of("Python", "SQL", "Spark", "Kafka", "Statistics", "Airflow"),
                    66_000,
                    true,
                    "Analytics"),
            new Occupation(
                    List.of("Site Reliability Engineer", "Platform Engineer", "Cloud Engineer"),
                    List.of("Linux", "Kubernetes", "Terraform", "Go", "Prometheus"),
                    72_000,
                    true,
                    "Cloud"),
            new Occupation(
                    List.of("Product Designer", "UX Researcher", "Graphic Designer"),
                    List.of("Figma", "User research", "Typography", "Prototyping"),
                    54_000,
                    true,
                    "Design"),
            new Occupation(
                    List.of("Nurse", "Ward Manager", "Care Assistant"),
                    List.of("Patient care", "First aid", "Documentation", "German"),
                    42_000,
                    false,
                    "Clinics"),
            new Occupation(
                    List.of("Electrician", "Service Technician", "Solar Installer"),
                    List.of("Electrical installation", "Photovoltaics", "Driving licence B", "Customer service"),
                    41_000,
                    false,
                    "Energy"),
            new Occupation(
                    List.of("Warehouse Clerk", "Shift Supervisor", "Dispatcher"),
                    List.of("Forklift licence", "Inventory", "SAP", "Route planning"),
                    36_000,
                    false,
                    "Logistics"),
            new Occupation(
                    List.of("Accountant", "Payroll Clerk", "Financial Controller"),
                    List.of("Bookkeeping", "Excel", "SAP", "IFRS", "Tax law"),
                    52_000,
                    true,
                    "Finance"),
            new Occupation(
                    List.of("Chef", "Pastry Chef", "Restaurant Manager"),
                    List.of("Cooking", "Hygiene", "Baking", "Menu planning"),
                    35_000,
                    false,
                    "Restaurants"),
            new Occupation(
                    List.of("Sales Manager", "Key Account Manager", "Customer Success Manager"),
                    List.of("Negotiation", "CRM", "English", "Presentation"),
                    58_000,
                    true,
                    "Trading"),
            new Occupation(
                    List.of("Primary School Teacher", "Language Teacher", "Educator"),
                    List.of("Teaching", "English", "German", "Classroom management"),
                    47_000,
                    false,
                    "Schools"));
}
